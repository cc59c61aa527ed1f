// The library as the worker reads it from the database, without the page: in the
// form of a bundle (see app/records), which the worker's program reads.

// The fields that hold the time of a record, by store (see store.js).
const times = { articles: "added", claims: "modified", snapshots: "taken" };

// withDatabase opens a database that the page has made, calls use with it, and
// closes it, at once where another tab needs it closed.
async function withDatabase(use) {
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open("claimlight");
    request.onupgradeneeded = () => request.transaction.abort(); // there is none, and it is not the worker's to make
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error("the library cannot be read here; reload the page and try again"));
  });
  db.onversionchange = () => db.close();
  try {
    return await use(db);
  } finally {
    db.close();
  }
}

// complete resolves when a transaction is on the disk.
const complete = (tx) =>
  new Promise((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onabort = () => reject(tx.error ?? new Error("the database was closed"));
  });

const resultOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// readBundle resolves to a bundle of all records of the named stores, store by
// store, as they were at one moment, and how many of each there are. look, where
// it is given, is shown every record.
async function readBundle(db, names, look = () => {}) {
  const tx = db.transaction(names, "readonly");
  const done = complete(tx);
  const chunks = [];
  for (const name of names) {
    const store = tx.objectStore(name);
    let size = 32; // records in the next batch
    let after;
    for (;;) {
      // Nothing but requests may be waited for here, or the transaction ends.
      const records = await resultOf(store.getAll(after && IDBKeyRange.lowerBound(after, true), size));
      if (records.length > 0) {
        for (const record of records) look(name, record);
        const chunk = packBundle(name, records);
        chunks.push(chunk);
        after = records.at(-1).id;
        // About four megabytes at a time.
        const next = Math.max(1, Math.min(4000, Math.floor(4_000_000 / (chunk.length / records.length))));
        if (records.length < size) break;
        size = next;
      } else break;
    }
  }
  await done;
  return joined(chunks);
}

// packBundle encodes records of a store: shelf, identifier, article, time, data,
// each but the time behind its length.
function packBundle(name, records) {
  const encoder = new TextEncoder();
  const shelf = encoder.encode(name);
  const heads = records.map((record) => [encoder.encode(record.id), encoder.encode(record.article ?? "")]);
  let size = 0;
  records.forEach((record, i) => (size += shelf.length + heads[i][0].length + heads[i][1].length + record.data.length + 50));
  const bytes = new Uint8Array(size); // 50: five numbers of at most ten bytes each
  let at = 0;
  const number = (n) => {
    for (; n >= 128; n = Math.floor(n / 128)) bytes[at++] = (n % 128) | 128;
    bytes[at++] = n;
  };
  const field = (value) => {
    number(value.length);
    bytes.set(value, at);
    at += value.length;
  };
  records.forEach((record, i) => {
    field(shelf);
    field(heads[i][0]);
    field(heads[i][1]);
    const time = record[times[name]] ?? 0;
    number(time >= 0 ? 2 * time : -2 * time - 1); // zigzag, as Go's varint
    field(record.data);
  });
  return bytes.subarray(0, at);
}

// recordsOf undoes packBundle: it yields the records of a bundle, each with its shelf
// and with the bytes that it takes there; its data are a view of them.
function* recordsOf(bundle) {
  let at = 0;
  const number = () => {
    for (let n = 0, unit = 1; at < bundle.length; unit *= 128) {
      n += (bundle[at] & 127) * unit;
      if (bundle[at++] < 128) return n;
    }
    throw new Error("its end is missing");
  };
  const field = () => {
    const length = number();
    if (at + length > bundle.length) throw new Error("its end is missing");
    return bundle.subarray(at, (at += length));
  };
  while (at < bundle.length) {
    const from = at;
    const shelf = textOf(field());
    const record = { id: textOf(field()) };
    const article = textOf(field());
    if (article) record.article = article;
    const time = number();
    if (time) record[times[shelf]] = time % 2 ? -(time + 1) / 2 : time / 2;
    record.data = field();
    yield { shelf, record, bytes: bundle.subarray(from, at) };
  }
}

function joined(chunks) {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

const through = async (bytes, stream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

// gzip compresses bytes; equal bytes give equal ones.
const gzip = (bytes) => through(bytes, new CompressionStream("gzip"));

// gunzip undoes gzip. It fails where there would be more than limit bytes, for a
// small file can hold a huge one.
async function gunzip(bytes, limit = Infinity) {
  let size = 0;
  const counted = new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > limit) throw new RangeError(`unpacked it takes more than ${limit >> 20} MB`);
      controller.enqueue(chunk);
    },
  });
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).pipeThrough(counted);
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

const isGzip = (bytes) => bytes[0] === 0x1f && bytes[1] === 0x8b;

const textOf = (bytes) => new TextDecoder().decode(bytes);
const bytesOf = (value) => new TextEncoder().encode(JSON.stringify(value));

// stored: to JSON of everything in the database, in whatever version of it,
// compressed. Data are text where they are that, else base64.
jobs.stored = () =>
  withDatabase(async (db) => {
    const encoder = new TextEncoder();
    const names = [...db.objectStoreNames];
    const tx = db.transaction(names, "readonly");
    const chunks = [encoder.encode(`{"database":"${db.name}","version":${db.version},"stores":{`)];
    for (const name of names) {
      const store = tx.objectStore(name);
      chunks.push(encoder.encode(`${name === names[0] ? "" : ","}${JSON.stringify(name)}:[`));
      for (let range; ; ) {
        const records = await resultOf(store.getAll(range, 100));
        if (records.length === 0) break;
        const some = records.map((record) => JSON.stringify(record, (_, value) => (value instanceof Uint8Array ? legible(value) : value)));
        chunks.push(encoder.encode((range ? ",\n" : "\n") + some.join(",\n")));
        range = IDBKeyRange.lowerBound(records.at(-1)[store.keyPath], true);
      }
      chunks.push(encoder.encode("]"));
    }
    chunks.push(encoder.encode("}}"));
    return [await gzip(joined(chunks))];
  });

function legible(bytes) {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    let binary = "";
    for (let i = 0; i < bytes.length; i += 8192) binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return { base64: btoa(binary) };
  }
}
