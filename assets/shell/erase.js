// Deleting everything that this app keeps in the browser: its databases, the spare
// copy, what is in localStorage and sessionStorage, and, where there is a server to get it from
// again, the app itself.

const prefix = "claimlight";
const channel = new BroadcastChannel(`${prefix}-erased`);

// onErased calls back when another tab deletes everything, before it does.
function onErased(callback) {
  channel.addEventListener("message", () => callback());
}

// erase deletes everything, and opens the app anew. The page's own connection to
// the database must be closed. It rejects where a database cannot be deleted.
async function erase() {
  channel.postMessage("erased");
  const known = (await indexedDB.databases?.().catch(() => null)) ?? [prefix, `${prefix}-inbox`].map((name) => ({ name }));
  for (const { name } of known) if (name.startsWith(prefix)) await drop(name);
  for (const storage of [localStorage, sessionStorage]) {
    for (const key of Object.keys(storage)) if (key.startsWith(`${prefix}.`)) storage.removeItem(key);
  }
  await globalThis.caches?.delete(`${prefix}.spare`);
  await navigator.clearAppBadge?.().catch(() => {});
  if (await claimlight.page.reachable()) {
    // The service worker fills its cache again when the app is opened.
    for (const name of (await globalThis.caches?.keys()) ?? []) if (name.startsWith(`${prefix}-`)) await caches.delete(name);
  }
  location.replace(new URL(".", document.baseURI));
}

// drop deletes a database. Other tabs let go of it when they are told; until then
// it waits.
function drop(name) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

(globalThis.claimlight ??= {}).erase = { erase, onErased };
