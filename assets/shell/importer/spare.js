// The spare copy: the latest snapshot once more, outside the database. Browsers
// throw away all databases of a site, and the snapshots with them, when one file
// of them is damaged. It is a bundle of the snapshot's records in a cache, under
// the time when it was taken.

const spares = "claimlight.spare"; // named unlike the caches of builds, which the service worker tidies
const spareAddress = (taken) => new URL(`./spare/${taken}`, self.location).href;
const spareTime = ({ url }) => Number(url.slice(url.lastIndexOf("/") + 1));

// writeSpare copies the latest snapshot, where that is not done yet. The copy before
// goes when this one is whole.
async function writeSpare(db) {
  const { taken } = (await listSnapshots(db)).at(-1) ?? {};
  if (!taken || !globalThis.caches) return;
  const cache = await caches.open(spares);
  const address = spareAddress(taken);
  if (!(await cache.match(address))) {
    const texts = JSON.parse(textOf(await gunzip(await readSnapshot(db, `${taken}/texts`))));
    const left = [...texts, `${taken}/texts`, `${taken}/library`, String(taken)];
    const bundle = new ReadableStream({
      async pull(out) {
        const store = db.transaction("snapshots").objectStore("snapshots");
        const keys = left.splice(0, 50);
        const records = await Promise.all(keys.map((key) => resultOf(store.get(key))));
        // The text of an article may be missing, as from the snapshot.
        if (keys.some((key, i) => !records[i] && !key.startsWith("text/"))) throw new Error("another tab has made room for newer ones");
        out.enqueue(packBundle("snapshots", records.filter(Boolean)));
        if (left.length === 0) out.close();
      },
    });
    try {
      await cache.put(address, new Response(bundle));
    } catch (error) {
      throw error.name === "QuotaExceededError" ? new Error("this device has no room left for it") : error;
    }
  }
  for (const request of await cache.keys()) if (request.url !== address) await cache.delete(request);
}

// readSpare puts the latest copy that is whole back into the database.
async function readSpare(db) {
  const cache = await globalThis.caches?.open(spares);
  const kept = ((await cache?.keys()) ?? []).sort((a, b) => spareTime(b) - spareTime(a));
  for (const request of kept) {
    let records;
    try {
      const bundle = new Uint8Array(await (await cache.match(request)).arrayBuffer());
      // Copies: a view would be stored with everything around it.
      records = Array.from(recordsOf(bundle), ({ record }) => ({ ...record, data: record.data.slice() }));
    } catch {
      continue; // its end is missing, or the browser cannot read it; there may be one before it
    }
    if (records.at(-1)?.taken !== spareTime(request)) continue;
    const tx = db.transaction("snapshots", "readwrite", { durability: "strict" });
    for (const record of records) tx.objectStore("snapshots").put(record);
    await complete(tx);
    return;
  }
}

Object.assign(jobs, {
  // spare makes the spare copy of the latest snapshot.
  spare: async () => {
    await alone("snapshot", () => withDatabase(writeSpare));
    return [];
  },
  // salvage brings it back after the database was lost; to the list of snapshots.
  // Another tab may be at that just now.
  salvage: () => changeSnapshots(readSpare, false),
});
