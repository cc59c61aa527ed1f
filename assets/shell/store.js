// The database of the page. Go hands over many records as one string of fields
// and one array of bytes, and gets them back the same way: a call into
// JavaScript for each record would cost more than the database does.

// add makes an object store with indexes on fields. Keys of indexes end in the
// id, so that each is unique and reading can go on behind any record. A record
// without the first field is not in that index.
function add(db, name, ...fields) {
  const made = db.createObjectStore(name, { keyPath: "id" });
  for (const field of fields) made.createIndex(field, [field, "id"]);
}

// Each step makes the schema of one version out of the one before it, in the
// transaction it is given; their number is the version. What one throws leaves
// the version before untouched. A step that was released never changes.
const steps = [
  // Claimlight 1.0
  (db) => {
    add(db, "articles", "added");
    add(db, "texts");
    add(db, "claims", "article", "modified");
    add(db, "codebooks");
    add(db, "settings");
    add(db, "snapshots", "taken");
  },
  // Claimlight 1.1
  (db) => {
    add(db, "history", "article"); // what can be undone and redone
    db.createObjectStore("changes", { keyPath: "at", autoIncrement: true }); // what each write changed, for other tabs
    db.createObjectStore("handles", { keyPath: "id" }); // what only the browser can read: the folder of backups
  },
];

// The field that the time of a record goes into, by store.
const times = { articles: "added", claims: "modified", snapshots: "taken", history: "done" };

const closed = () => new DOMException("The database was closed.", "ClosedError");

// A page that the browser freezes runs nothing until it is woken. What it has
// begun then would stay begun, and keep every other tab waiting; so it is broken
// off, unless it is already on its way to the disk, and nothing is begun.
const begun = new Set();
const brokenOff = Symbol("broken off");
let sleep, wake;
document.addEventListener("resume", () => {
  sleep = undefined;
  wake?.();
});
document.addEventListener("freeze", () => {
  sleep ??= new Promise((done) => (wake = done));
  for (const tx of begun) {
    tx.frozen = true;
    try {
      tx.abort();
    } catch {} // it ends by itself
  }
});

// Safari says nothing else of it when it freezes a page that one may go back to.
addEventListener("pagehide", ({ persisted }) => persisted && document.dispatchEvent(new Event("freeze")));
addEventListener("pageshow", ({ persisted }) => persisted && document.dispatchEvent(new Event("resume")));

// remembered is a thing that this browser remembers of a database beside it, or
// forgets where it denies that: "held", that it has held articles, and "left", that
// a page was closed, rather than killed, since it was last written to.
const remembered = (name, thing) => {
  const key = `${name}.${thing}`;
  const attempt = (f) => {
    try {
      return f();
    } catch {} // it is denied, or other apps of this origin have filled it
  };
  return {
    has: () => Boolean(attempt(() => localStorage.getItem(key))),
    set: () => attempt(() => localStorage.setItem(key, "1")),
    remove: () => attempt(() => localStorage.removeItem(key)),
  };
};

// noteLoss leaves in a new database that it is not the first: browsers throw away
// one that is damaged, or that they need the room of, and say so to nobody. What
// it writes is a Keeping of the app's.
const noteLoss = (tx) => tx.objectStore("settings").put({ id: "keeping", data: new TextEncoder().encode('{"lost":true}') });

// open resolves to a Database. blocked is called when another tab holds an older
// version open; lost when the connection was closed from outside, with "version"
// or "closed".
function open(name, blocked, lost) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, steps.length);
    let failed, made;
    request.onupgradeneeded = ({ oldVersion, dataLoss }) => {
      made = oldVersion === 0;
      try {
        for (const step of steps.slice(oldVersion)) step(request.result, request.transaction);
        if (made && (remembered(name, "held").has() || dataLoss === "total")) noteLoss(request.transaction);
      } catch (error) {
        failed = new DOMException(error.message, "MigrationError");
        request.transaction.abort();
      }
    };
    request.onblocked = () => blocked();
    request.onerror = () => reject(failed ?? request.error);
    request.onsuccess = () => resolve(new Database(name, request.result, lost, made));
  });
}

class Database {
  constructor(name, db, lost, made) {
    this.db = db;
    this.open = true;
    this.held = remembered(name, "held");
    this.left = remembered(name, "left");
    this.whole = made || this.left.has(); // no kill can have torn its files
    this.left.remove();
    addEventListener("pagehide", () => this.open && this.left.set());
    const end = (why) => {
      if (!this.open) return;
      this.close();
      lost(why);
    };
    // Another tab waits for this connection to be closed. Before a new schema the
    // page may save first, and closes it then; to a deletion it gives way at once.
    db.onversionchange = ({ newVersion }) => (newVersion === null ? end("closed") : this.open && lost("version"));
    db.onclose = () => end("closed");
  }

  close() {
    this.open = false;
    this.db.close();
  }

  // transaction calls run with a new one, and resolves once that is complete, to
  // what run called done with. What run throws, now or within attempt, aborts it.
  // One that was broken off is begun anew when the page runs again.
  async transaction(names, mode, run) {
    for (;;) {
      if (sleep) await sleep;
      const result = await this.once(names, mode, run);
      if (result !== brokenOff) return result;
    }
  }

  // once is transaction for one attempt, which resolves to brokenOff where the
  // browser froze the page meanwhile.
  once(names, mode, run) {
    return new Promise((resolve, reject) => {
      if (!this.open) return reject(closed());
      const tx = this.db.transaction(names, mode, { durability: "strict" });
      let result, failed;
      const end = (settle, value) => {
        begun.delete(tx);
        settle(value);
      };
      begun.add(tx);
      tx.oncomplete = () => end(resolve, result);
      tx.onabort = () => (tx.frozen ? end(resolve, brokenOff) : end(reject, failed ?? tx.error ?? closed()));
      const attempt = (step) => {
        try {
          step();
        } catch (error) {
          failed = error;
          tx.abort();
        }
      };
      attempt(() => run(tx, (value) => (result = value), attempt));
    });
  }

  // write does all of ops in one transaction, or none where a record is not as
  // it is expected to be. Each op has six fields in ops, separated by NUL: "put"
  // or "delete", store, id, article, time, and what is expected: "" anything,
  // "none" no record, "same" one with given data. data holds for each op the
  // data expected, then the data to put, one behind the other; lengths how many
  // bytes each has. by says who writes.
  //
  // It resolves to the number of this write in the log of changes, or to 0, the
  // indexes of the ops that clashed, negative where there is no record, and a
  // batch of the records that there are.
  write(by, ops, lengths, data) {
    const list = unpackOps(ops, lengths, data);
    const names = new Set(["changes"]);
    for (const op of list) names.add(op.name);
    if (names.has("articles") && this.open) this.held.set(); // not again after all was deleted
    this.left.remove(); // as a second tab's closing had it
    return this.transaction([...names], "readwrite", (tx, done, attempt) => {
      const clashes = [];
      // So many requests take a few milliseconds, after which the page has its turn.
      const inTurns = (items, ask, then) => {
        const from = (i) => {
          const end = Math.min(i + 400, items.length);
          let request;
          for (; i < end; i++) request = ask(items[i]) ?? request;
          if (end === items.length) then();
          else request.addEventListener("success", () => attempt(() => from(end)));
        };
        from(0);
      };
      const put = () =>
        inTurns(
          list,
          ({ name, record, id }) => (record ? tx.objectStore(name).put(record) : tx.objectStore(name).delete(id)),
          () => log(tx, by, list, (at) => done({ at, clashes: [], batch: pack("", []) })),
        );
      const checked = list.filter((op) => op.expects);
      if (checked.length === 0) return put();
      let left = checked.length;
      const check = (op) => {
        const request = tx.objectStore(op.name).get(op.id);
        request.onsuccess = () => {
          if (!fits(op, request.result)) clashes.push({ op, found: request.result });
          if (--left > 0) return;
          if (clashes.length === 0) attempt(put);
          else done(clashed(clashes));
        };
        return request;
      };
      inTurns(checked, check, () => {});
    });
  }

  // changes resolves to what others than by have written since the write of
  // number after: stores and ids in turn, separated by NUL; whole where they may
  // have written anything; and the number of the last write. Of after -1 it tells
  // that number alone.
  changes(by, after) {
    return this.transaction(["changes"], "readonly", (tx, done) => {
      const store = tx.objectStore("changes");
      if (after < 0) {
        store.openKeyCursor(null, "prev").onsuccess = ({ target: { result } }) => done({ at: result?.key ?? 0, refs: "", whole: false });
        return;
      }
      store.getAll(IDBKeyRange.lowerBound(after, true)).onsuccess = ({ target: { result: list } }) => {
        const others = list.filter((entry) => entry.by !== by);
        done({
          at: list.at(-1)?.at ?? after,
          refs: [...new Set(others.map((entry) => entry.refs).filter(Boolean))].join("\0"),
          whole: list.length > 0 && (list[0].at > after + 1 || others.some((entry) => !entry.refs)),
        });
      };
    });
  }

  // read resolves to a batch of one record, or of none.
  read(name, id) {
    return this.transaction([name], "readonly", (tx, done) => {
      tx.objectStore(name).get(id).onsuccess = ({ target: { result } }) => done(pack(name, result ? [result] : []));
    });
  }

  count(name, index, key) {
    return this.transaction([name], "readonly", (tx, done) => {
      source(tx, name, index).count(range(index, key)).onsuccess = ({ target: { result } }) => done(result);
    });
  }

  // changed resolves to how many records of a store have a time after one and up to
  // another.
  changed(name, after, to) {
    return this.transaction([name], "readonly", (tx, done) => {
      const meanwhile = after < to ? IDBKeyRange.bound([after, []], [to, []], true) : [];
      tx.objectStore(name).index(times[name]).count(meanwhile).onsuccess = ({ target: { result } }) => done(result);
    });
  }

  // handle resolves to what only the browser can read, kept under an id: such as
  // the folder of backups. keepHandle keeps one, or where it is null forgets it.
  handle(id) {
    return this.transaction(["handles"], "readonly", (tx, done) => {
      tx.objectStore("handles").get(id).onsuccess = ({ target: { result } }) => done(result?.handle ?? null);
    });
  }

  keepHandle(id, handle) {
    return this.transaction(["handles"], "readwrite", (tx) => {
      if (handle) tx.objectStore("handles").put({ id, handle });
      else tx.objectStore("handles").delete(id);
    });
  }

  // renew has Chromium begin a new log for the database. It goes on in the log that
  // it finds when it opens one; where it was killed while it wrote there, nothing
  // behind the torn end can be read when the database is opened once more, and then
  // it throws away all databases of this origin. It begins a new log when one
  // has four megabytes; so they are written here, a little at a time, unless all was
  // left in good order. The first tab does it, and a lock tells it from others.
  async renew() {
    if (this.whole || !navigator.userAgentData?.brands.some(({ brand }) => brand === "Chromium")) return;
    await new Promise((done) => requestIdleCallback(done));
    const first = await new Promise((answer) =>
      navigator.locks
        .request(`${this.db.name}.log`, { ifAvailable: true }, (lock) => {
          answer(Boolean(lock));
          return lock && new Promise(() => {}); // held as long as the page lives
        })
        .catch(() => answer(false)), // browsers refuse it with all site data
    );
    if (!first) return;
    const id = "room";
    const data = new Uint8Array(60_000); // larger values are kept in files of their own
    for (let i = 0; i < 75; i += 15) {
      await this.transaction(["handles"], "readwrite", (tx) => {
        for (let j = 0; j < 15; j++) tx.objectStore("handles").put({ id, data });
        tx.objectStore("handles").delete(id);
      });
    }
  }

  scan(...query) {
    return new Scan(this, ...query);
  }
}

// unpackOps makes a list of what crossed from Go.
function unpackOps(ops, lengths, data) {
  const fields = ops.split("\0");
  const list = [];
  let at = 0; // in data
  let next = 0; // in lengths
  // A copy: a view would be stored with everything that is behind it.
  const cut = () => data.slice(at, (at += lengths[next++]));
  for (let i = 0; i < fields.length; i += 6) {
    const [kind, name, id, article, time, expects] = fields.slice(i, i + 6);
    const op = { index: i / 6, name, id, expects };
    if (expects === "same") op.was = cut();
    if (kind === "put") {
      op.record = { id };
      if (article) op.record.article = article;
      if (time !== "0") op.record[times[name]] = Number(time);
      op.record.data = cut();
    }
    list.push(op);
  }
  return list;
}

// fits tells whether what was found is what an op expects.
function fits(op, found) {
  if (op.expects === "none") return !found;
  const data = found?.data;
  return data instanceof Uint8Array && data.length === op.was.length && data.every((byte, i) => byte === op.was[i]);
}

// clashed is what write tells of ops that clashed. All of them are of one batch,
// whose times are given by the store of each.
function clashed(list) {
  const there = list.filter(({ found }) => found);
  const batch = pack((i) => there[i].op.name, there.map(({ found }) => found));
  return { at: 0, clashes: Int32Array.from([...there.map(({ op }) => op.index), ...list.filter(({ found }) => !found).map(({ op }) => -1 - op.index)]), batch };
}

// log notes what a write changed, and calls then with its number. What is only
// this tab's affair is left out; of very much it is only said that it was much.
function log(tx, by, list, then) {
  const told = list.filter(({ name }) => shared.has(name));
  const refs = told.length > 1000 ? "" : told.map(({ name, id }) => name + "\0" + id).join("\0");
  if (told.length === 0) {
    then(0);
    tx.commit();
    return;
  }
  const store = tx.objectStore("changes");
  store.add({ by, refs }).onsuccess = ({ target: { result: at } }) => {
    // A tab that slept through more than so many rereads everything.
    if (at % 100 === 0) store.delete(IDBKeyRange.upperBound(at - 1000));
    then(at);
    tx.commit();
  };
}

// The stores whose records other tabs show.
const shared = new Set(["articles", "claims", "codebooks", "settings"]);

const source = (tx, name, index) => (index ? tx.objectStore(name).index(index) : tx.objectStore(name));

// range is what there is of key in an index, or all of it. An array sorts behind
// every string.
const range = (index, key) => (key ? IDBKeyRange.bound([key], [key, []]) : undefined);

// A Scan reads the records of a store in the order of an index, batch by batch.
class Scan {
  constructor(database, name, index, key, offset, limit, reverse) {
    Object.assign(this, { database, name, index, key, offset, limit, reverse });
    this.size = 32; // records in the next batch
  }

  // next resolves to a batch; there are no more when it is empty.
  async next() {
    const size = Math.min(this.size, this.limit);
    if (size === 0) return pack(this.name, []);
    const records = await this.database.transaction([this.name], "readonly", (tx, done) => {
      const from = source(tx, this.name, this.index);
      if (this.reverse || this.offset > 0) this.walk(from, size, done);
      else from.getAll(this.rest(), size).onsuccess = ({ target: { result } }) => done(result);
    });
    const batch = pack(this.name, records);
    this.offset = 0;
    this.limit -= records.length;
    if (records.length < size) this.limit = 0;
    if (records.length > 0) {
      this.after = this.keyOf(records.at(-1));
      // About a quarter of a megabyte at a time, so that no batch holds the page up.
      const each = batch.data.length / records.length + 64;
      this.size = Math.max(1, Math.min(2000, Math.floor(250_000 / each)));
    }
    return batch;
  }

  // walk collects by cursor, which getAll cannot replace backwards.
  walk(from, size, done) {
    const records = [];
    let skip = this.offset;
    done(records);
    from.openCursor(this.rest(), this.reverse ? "prev" : "next").onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      if (skip > 0) {
        cursor.advance(skip);
        skip = 0;
        return;
      }
      records.push(cursor.value);
      if (records.length < size) cursor.continue();
    };
  }

  keyOf(record) {
    if (!this.index) return record.id;
    return [record[this.index], record.id];
  }

  // rest is the range behind the last record that was read.
  rest() {
    const whole = range(this.index, this.key);
    if (this.after === undefined) return whole;
    if (this.reverse) {
      return whole ? IDBKeyRange.bound(whole.lower, this.after, false, true) : IDBKeyRange.upperBound(this.after, true);
    }
    return whole ? IDBKeyRange.bound(this.after, whole.upper, true) : IDBKeyRange.lowerBound(this.after, true);
  }
}

// pack puts records into as few things as can cross into Go: three fields each,
// separated by NUL, the lengths of their data, and all data in a row. name is
// the store they are of, or a function from their place to it.
function pack(name, records) {
  const time = (record, i) => record[times[typeof name === "string" ? name : name(i)]] ?? 0;
  const fields = [];
  const lengths = new Int32Array(records.length);
  let total = 0;
  records.forEach((record, i) => {
    fields.push(record.id, record.article ?? "", time(record, i));
    total += lengths[i] = record.data.length;
  });
  const data = new Uint8Array(total);
  let at = 0;
  for (const record of records) {
    data.set(record.data, at);
    at += record.data.length;
  }
  return { count: records.length, fields: fields.join("\0"), lengths: new Uint8Array(lengths.buffer), data };
}

(globalThis.claimlight ??= {}).store = { open: async (...args) => open(...args) };
