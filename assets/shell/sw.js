// Keeps the app on the device, so that it starts without a connection. Each
// build has a cache of its own, filled completely or not at all, and a new build
// takes over only when the page asks or no tab is open.
// The words between double braces are filled in by the builder.

const prefix = "claimlight-";
const current = `${prefix}{{build}}`;
const files = JSON.parse('{{precache}}');
const page = new URL("./", self.location).href;
// Stands in the cache of a build that was in use once.
const used = new URL(".used", self.location).href;

const ours = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));

// ---- Install ----

self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  try {
    const cache = await caches.open(current);
    await Promise.all(files.map((file) => store(cache, file)));
  } catch (error) {
    await caches.delete(current);
    throw error;
  }
}

// store puts a file into the cache. Every file is checked against its digest, so
// it does not matter where it comes from: the cache of another build, the
// browser's own, or, where neither has the right one, the server.
async function store(cache, { url, integrity }) {
  const address = new URL(url, self.location).href;
  const hashed = address !== page && /\.[0-9a-f]{12}\.\w+$/.test(url);
  const known = hashed && (await find(address));
  const response = known || (await fetchChecked(address, integrity, hashed));
  await cache.put(address, response);
}

async function fetchChecked(address, integrity, hashed) {
  const get = async (cache) => {
    const response = await fetch(address, { cache, integrity, credentials: "same-origin" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    // A redirected response may not answer a navigation.
    return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
  };
  return hashed ? get("default").catch(() => get("reload")) : get("reload");
}

// ---- Activate ----

self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") self.skipWaiting();
  // The page asks whether the server answers. It asks here because a fetch in
  // vain would stand on its console as an error.
  if (event.data?.type === "reach") event.waitUntil(reach().then((yes) => event.ports[0].postMessage(yes)));
});

const reach = () =>
  fetch(new URL("./sw.js", self.location), { method: "HEAD", cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );

self.addEventListener("activate", (event) => event.waitUntil(activate()));

// activate deletes the caches of other builds but that of the build in use until
// now, whose tabs may still be open and ask for their own files.
async function activate() {
  let previous;
  const others = (await ours()).filter((name) => name !== current);
  for (const name of others) {
    if (await caches.match(used, { cacheName: name })) previous = name; // in order of making: the last one wins
  }
  await Promise.all(others.filter((name) => name !== previous).map((name) => caches.delete(name)));
  await (await caches.open(current)).put(used, new Response());
  // So that the first visit works offline from then on, without a reload.
  await self.clients.claim();
}

// ---- Fetch ----

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const scope = new URL(self.registration.scope);
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (path.startsWith("api/")) return;
  event.respondWith(request.mode === "navigate" ? navigate(request, path, url.search) : load(request));
});

// navigate answers every address with the page, which knows what to show there.
// Its references are relative to one segment, so deeper addresses are led there.
async function navigate(request, path, query) {
  if (path.includes("/")) {
    const flat = /^[^/]+\/$/.test(path) ? path.slice(0, -1) : "not-found";
    return Response.redirect(new URL(`./${flat}${query}`, page), 302);
  }
  return (await find(page)) ?? fetch(request);
}

async function load(request) {
  return (await find(request.url)) ?? fetch(request);
}

// find looks for a file in this build's cache, then in those of other builds.
async function find(address) {
  for (const name of [current, ...(await ours()).reverse()]) {
    const found = await caches.match(address, { cacheName: name, ignoreVary: true });
    if (found) return found;
  }
}
