// What is handed to the app from outside waits here until the app shows it and
// asks: pages clipped by the bookmarklet, and what people share with the
// installed app. It is a database of its own, which the service worker and the
// clipping page can open whatever the app's own database is at. Nobody but the
// app reads it. This is a plain script, because a service worker loads it too.

(() => {
  const shelf = "given";
  // What waits for longer was forgotten, and more than that was not meant.
  const longest = 24 * 60 * 60 * 1000;
  const most = 20;

  const settled = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });

  // within does something with the shelf and resolves to its result when all of
  // it is on the disk.
  async function within(work) {
    const opening = indexedDB.open("claimlight-inbox", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(shelf, { autoIncrement: true });
    const database = await settled(opening);
    try {
      const transaction = database.transaction(shelf, "readwrite");
      const result = work(transaction.objectStore(shelf));
      await new Promise((done, fail) => {
        transaction.oncomplete = done;
        transaction.onabort = () => fail(transaction.error);
      });
      return await result;
    } finally {
      database.close();
    }
  }

  // put keeps {title, text, address, html, files}, each of which may be missing.
  const put = (given) => within((store) => settled(store.add({ ...given, at: Date.now() })));

  // take resolves to what waits, oldest first, and empties the inbox.
  const take = () =>
    within(async (store) => {
      const all = await settled(store.getAll());
      store.clear();
      return all.filter(({ at }) => Date.now() - at < longest).slice(-most);
    });

  (globalThis.claimlight ??= {}).inbox = { put, take };
})();
