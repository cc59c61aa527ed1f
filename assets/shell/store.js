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

// open resolves to a Database. blocked is called when another tab holds an older
// version open; lost when the connection was closed from outside, with "version"
// or "closed".
function open(name, blocked, lost) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, steps.length);
    request.onupgradeneeded = ({ oldVersion }) => {
      for (const step of steps.slice(oldVersion)) step(request.result, request.transaction);
    };
    request.onblocked = () => blocked();
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(new Database(request.result, lost));
  });
}

class Database {
  constructor(db, lost) {
    this.db = db;
    this.open = true;
    const end = (why) => {
      if (!this.open) return;
      this.close();
      lost(why);
    };
    db.onversionchange = () => end("version");
    db.onclose = () => end("closed");
  }

  close() {
    this.open = false;
    this.db.close();
  }

  // transaction calls run with a new one, and resolves once that is complete, to
  // what run called done with. What run throws, now or within attempt, aborts it.
  transaction(names, mode, run) {
    return new Promise((resolve, reject) => {
      if (!this.open) return reject(closed());
      const tx = this.db.transaction(names, mode, { durability: "strict" });
      let result, failed;
      tx.oncomplete = () => resolve(result);
      tx.onabort = () => reject(failed ?? tx.error ?? closed());
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

  // write does all of ops in one transaction. Each op has five fields in ops,
  // separated by NUL: "put" or "delete", store, id, article, time. data holds
  // the bytes of the puts, one behind the other, lengths how many each has.
  write(ops, lengths, data) {
    const fields = ops.split("\0");
    const names = new Set();
    for (let i = 1; i < fields.length; i += 5) names.add(fields[i]);
    return this.transaction([...names], "readwrite", (tx, done, attempt) => {
      let at = 0; // in data
      let put = 0;
      const from = (i) => {
        // So many take a few milliseconds, after which the page has its turn.
        const end = Math.min(i + 5 * 400, fields.length);
        let request;
        for (; i < end; i += 5) {
          const [kind, name, id, article, time] = fields.slice(i, i + 5);
          const store = tx.objectStore(name);
          if (kind === "delete") {
            request = store.delete(id);
            continue;
          }
          const record = { id };
          if (article) record.article = article;
          if (time !== "0") record[times[name]] = Number(time);
          // A copy: a view would be stored with everything that is behind it.
          record.data = data.slice(at, (at += lengths[put++]));
          request = store.put(record);
        }
        if (end === fields.length) tx.commit();
        else request.onsuccess = () => attempt(() => from(end));
      };
      from(0);
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

  // since resolves to how many records of a store have a time after the given one.
  since(name, after) {
    return this.transaction([name], "readonly", (tx, done) => {
      const later = IDBKeyRange.lowerBound([after, []], true);
      tx.objectStore(name).index(times[name]).count(later).onsuccess = ({ target: { result } }) => done(result);
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

  scan(...query) {
    return new Scan(this, ...query);
  }
}

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
      // About a megabyte at a time, so that no batch holds the page up.
      const each = batch.data.length / records.length + 64;
      this.size = Math.max(1, Math.min(2000, Math.floor(1_000_000 / each)));
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
// separated by NUL, the lengths of their data, and all data in a row.
function pack(name, records) {
  const fields = [];
  const lengths = new Int32Array(records.length);
  let total = 0;
  records.forEach((record, i) => {
    fields.push(record.id, record.article ?? "", record[times[name]] ?? 0);
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
