// Snapshots: the whole library as it was at a moment, in the database's own store
// of that name, compressed. A text never changes, so each is kept once, however
// many snapshots hold its article. The records of that store are
//
//	TIME            what Settings lists of a snapshot, JSON; in the index by time
//	TIME/library    articles, claims and codebook, a bundle
//	TIME/texts      the keys of the texts that it needs, JSON
//	text/ID/DIGEST  the text of an article, as its record in the library
//
// where TIME is when it was taken, in milliseconds since 1970.

const held = ["articles", "claims", "codebooks"];

// takeSnapshot keeps the library as it is, unless it is as in the latest snapshot
// or empty. It resolves to whether it did. why says what it was taken for.
async function takeSnapshot(db, why, now) {
  const counts = { articles: 0, claims: 0, tags: 0 };
  const texts = new Map(); // articles by the keys of their texts
  const plain = await readBundle(db, held, (name, { id, article, data }) => {
    if (name === "claims" && article) counts.claims++;
    if (name === "codebooks") counts.tags = read(data)?.tags?.length ?? 0;
    if (name !== "articles") return;
    const about = read(data);
    if (!about || about.deleted) return;
    counts.articles++;
    texts.set(`text/${id}/${about.digest}`, id);
  });
  if (plain.length === 0) return false;
  const library = await gzip(plain);
  const latest = (await listSnapshots(db)).at(-1);
  if (latest) {
    const before = await readSnapshot(db, `${latest.taken}/library`);
    if (before && same(before, library)) return false;
  }
  const bytes = (await keepTexts(db, texts)) + library.length;
  const taken = Math.max(now, (latest?.taken ?? 0) + 1);
  const list = await gzip(bytesOf([...texts.keys()]));
  const tx = db.transaction("snapshots", "readwrite", { durability: "strict" });
  const store = tx.objectStore("snapshots");
  store.put({ id: `${taken}/library`, data: library });
  store.put({ id: `${taken}/texts`, data: list });
  store.put({ id: String(taken), taken, data: bytesOf({ ...counts, why, bytes }) });
  await complete(tx);
  return true;
}

// read is what a record holds, or null where it cannot be read: a snapshot keeps
// such a record as it is.
function read(data) {
  try {
    return JSON.parse(textOf(data));
  } catch {
    return null;
  }
}

const same = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

// keepTexts keeps those texts that no snapshot holds yet, and resolves to the
// bytes that they take.
async function keepTexts(db, texts) {
  const known = new Set(await resultOf(db.transaction("snapshots").objectStore("snapshots").getAllKeys(textKeys())));
  const missing = [...texts].filter(([key]) => !known.has(key));
  let bytes = 0;
  for (let i = 0; i < missing.length; i += 50) {
    const batch = missing.slice(i, i + 50);
    const from = db.transaction("texts").objectStore("texts");
    const found = await Promise.all(batch.map(([, id]) => resultOf(from.get(id))));
    const packed = await Promise.all(found.map((record) => record && gzip(record.data)));
    const tx = db.transaction("snapshots", "readwrite", { durability: "strict" });
    batch.forEach(([key], j) => {
      if (!packed[j]) return; // missing from the library too, which says so itself
      tx.objectStore("snapshots").put({ id: key, data: packed[j] });
      bytes += packed[j].length;
    });
    await complete(tx);
  }
  return bytes;
}

const textKeys = () => IDBKeyRange.bound("text/", "text/\uffff");

// listSnapshots resolves to what Settings lists, oldest first.
async function listSnapshots(db) {
  const records = await resultOf(db.transaction("snapshots").objectStore("snapshots").index("taken").getAll());
  return records.map(({ taken, data }) => ({ taken, ...read(data) }));
}

async function readSnapshot(db, id) {
  return (await resultOf(db.transaction("snapshots").objectStore("snapshots").get(id)))?.data;
}

// unpacked resolves to what a record holds that is compressed: to undefined where
// there is none, and to null where it is damaged.
async function unpacked(db, id) {
  const packed = await readSnapshot(db, id);
  return packed && gunzip(packed).catch(() => null);
}

// textsOf resolves to the keys of the texts that a snapshot needs, as unpacked does.
async function textsOf(db, taken) {
  const list = await unpacked(db, `${taken}/texts`);
  return list && read(list);
}

// dropSnapshots deletes snapshots, and the texts that no other needs: none, where
// it cannot be read which those are. The first of the others that needs a text which
// a deleted one brought is said to take its bytes, as "shared".
async function dropSnapshots(db, taken) {
  if (taken.length === 0) return;
  const earlier = new Set(); // texts that any snapshot so far needs
  const needed = new Set();
  const shared = new Map();
  let known = true;
  for (const { taken: other } of await listSnapshots(db)) {
    const texts = await textsOf(db, other);
    if (!taken.includes(String(other))) {
      known &&= texts !== null;
      const brought = texts?.filter((key) => earlier.has(key) && !needed.has(key)) ?? [];
      let bytes = 0;
      for (const key of brought) bytes += (await readSnapshot(db, key))?.length ?? 0;
      if (bytes > 0) shared.set(String(other), bytes);
      texts?.forEach((key) => needed.add(key));
    }
    texts?.forEach((key) => earlier.add(key));
  }
  const tx = db.transaction("snapshots", "readwrite", { durability: "strict" });
  const done = complete(tx);
  const store = tx.objectStore("snapshots");
  for (const id of taken) for (const key of [id, `${id}/library`, `${id}/texts`]) store.delete(key);
  for (const key of await resultOf(store.getAllKeys(textKeys()))) if (known && !needed.has(key)) store.delete(key);
  for (const [id, bytes] of shared) {
    const record = await resultOf(store.get(id));
    const about = read(record.data);
    if (about) store.put({ ...record, data: bytesOf({ ...about, shared: (about.shared ?? 0) + bytes }) });
  }
  await done;
}

// openSnapshot resolves to a snapshot as a bundle, with the texts of those of its
// articles that the library has no text of, and to the library's own, without
// texts. A text that is damaged is left out, as one that is missing.
async function openSnapshot(db, taken) {
  const library = await unpacked(db, `${taken}/library`);
  const texts = await textsOf(db, taken);
  if (library === undefined || texts === undefined) throw new Error("this snapshot is no longer there; another tab has made room for newer ones");
  if (!library || !texts) throw new Error("this snapshot is damaged and cannot be read; choose another");
  const present = new Set(await resultOf(db.transaction("texts").objectStore("texts").getAllKeys()));
  const chunks = [library];
  for (const key of texts) {
    const id = key.slice("text/".length, key.lastIndexOf("/"));
    if (present.has(id)) continue;
    const data = await unpacked(db, key);
    if (data) chunks.push(packBundle("texts", [{ id, data }]));
  }
  return [joined(chunks), await readBundle(db, held)];
}

// alone lets only one tab at a time do something of a name. It resolves to null
// in any other, unless that is to wait for its turn.
const alone = (name, use, ifAvailable = true) =>
  navigator.locks ? navigator.locks.request(`claimlight-${name}`, { ifAvailable }, (lock) => (lock ? use() : null)) : use();

// changeSnapshots calls use with the database, unless another tab is busy with
// snapshots, and resolves to the answer of a job: the list of them, oldest first,
// and what use resolved to, null in that case.
const changeSnapshots = (use, ifAvailable) =>
  withDatabase(async (db) => {
    const done = await alone("snapshot", () => use(db), ifAvailable);
    return [bytesOf(await listSnapshots(db)), bytesOf(done ?? null)];
  });

Object.assign(jobs, {
  // snapshot: what for; to the list, and to whether one was taken: none is where
  // nothing changed since the last.
  snapshot: ([why]) => changeSnapshots((db) => takeSnapshot(db, why, Date.now())),
  // forget: times of snapshots to delete; to the list of the others. Another tab that
  // takes one just now may need their texts.
  forget: (taken) => changeSnapshots((db) => dropSnapshots(db, taken)),
});
// mend: shelves, identifiers and digests of texts of what to look for, in turn; to a
// bundle of all that snapshots have of it, the latest first.
inputs.mend = (words) =>
  withDatabase(async (db) => {
    const key = (shelf, id) => `${shelf} ${id}`;
    const wanted = new Set();
    const texts = [];
    for (let i = 0; i < words.length; i += 3) {
      const [shelf, id, digest] = words.slice(i, i + 3);
      if (shelf === "texts") texts.push({ id, digest });
      else wanted.add(key(shelf, id));
    }
    const chunks = [];
    for (const { taken } of wanted.size > 0 ? (await listSnapshots(db)).reverse() : []) {
      const library = await unpacked(db, `${taken}/library`);
      try {
        for (const { shelf, record, bytes } of recordsOf(library ?? [])) {
          if (wanted.has(key(shelf, record.id))) chunks.push(bytes);
        }
      } catch {} // it may be damaged, too
    }
    for (const { id, digest } of texts) {
      const data = await unpacked(db, `text/${id}/${digest}`);
      if (data) chunks.push(packBundle("texts", [{ id, data }]));
    }
    return [joined(chunks)];
  });
// restore: the time of a snapshot; what its program then does is in wasm/importer.
inputs.restore = ([taken]) => withDatabase((db) => openSnapshot(db, taken));
