// Keeps the app on the device, so that it starts without a connection. Each
// build has a cache of its own, filled completely or not at all, and a new build
// takes over only when the page asks or no tab is open.
// The words between double braces are filled in by the builder.

// The policy lets no text become program, but files of the app's own folder.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (url) => (new URL(url, self.location).href.startsWith(new URL(".", self.location).href) ? url : null),
});

importScripts("{{inbox.js}}");

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

// kinds are types without which browsers refuse a file, whatever is in it.
const kinds = { js: /javascript/, css: /^text\/css/, html: /^text\/html/, "": /^text\/html/ };

async function fetchChecked(address, integrity, hashed) {
  const kind = kinds[/\.?(\w*)$/.exec(address)[1]] ?? /./;
  const get = async (cache) => {
    const response = await fetch(address, { cache, integrity, credentials: "same-origin" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const type = response.headers.get("Content-Type");
    if (!kind.test(type ?? "-")) throw new Error(`${address}: ${type}`);
    // A redirected response may not answer a navigation.
    return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
  };
  return hashed ? get("default").catch(() => get("reload")) : get("reload");
}

// ---- Activate ----

self.addEventListener("message", (event) => {
  if (event.data?.type === "activate") self.skipWaiting();
  // The page asks at its start whether it could start again without a connection.
  if (event.data?.type === "mend") event.waitUntil(mend().then((whole) => event.ports[0].postMessage(whole)));
  // The page asks whether the server answers. It asks here because a fetch in
  // vain would stand on its console as an error.
  if (event.data?.type === "reach") event.waitUntil(reach().then((yes) => event.ports[0].postMessage(yes)));
  // Likewise whether it is one that fetches articles.
  if (event.data?.type === "articles") event.waitUntil(articles().then((yes) => event.ports[0].postMessage(yes)));
});

const reach = () =>
  fetch(new URL("./sw.js", self.location), { method: "HEAD", cache: "no-store" }).then(
    (response) => response.ok,
    () => false,
  );

const articles = () =>
  fetch(new URL("./api/article", self.location), { cache: "no-store", headers: { "X-Claimlight": "1" } }).then(
    async (response) => response.ok && (await response.json()).ready === true,
    () => false,
  ).catch(() => false); // another server's page instead

self.addEventListener("activate", (event) => event.waitUntil(activate()));

async function activate() {
  await tidy();
  await (await caches.open(current)).put(used, new Response());
  // So that the first visit works offline from then on, without a reload.
  await self.clients.claim();
}

// tidy deletes the caches of other builds but that of the build in use until now
// and those of builds that tabs still run: such a tab may be open for weeks, and
// asks for its own files, which the server no longer has. Each tab holds a lock of
// its cache's name for as long as it lives.
async function tidy() {
  const { held, pending } = await navigator.locks.query();
  const running = new Set([...held, ...pending].map((lock) => lock.name));
  let previous;
  const others = (await ours()).filter((name) => name !== current);
  for (const name of others) {
    if (await caches.match(used, { cacheName: name })) previous = name; // in order of making: the last one wins
  }
  await Promise.all(others.filter((name) => name !== previous && !running.has(name)).map((name) => caches.delete(name)));
}

// ---- Mend ----

// mend fetches what is missing from the cache, as after the person deleted it, and
// resolves to whether all is there. Where the server has moved on to another
// build, that one is fetched in its stead, by the browser's own look for it.
async function mend() {
  const cache = await caches.open(current);
  const missing = [];
  for (const file of files) if (!(await cache.match(new URL(file.url, self.location).href, { ignoreVary: true }))) missing.push(file);
  try {
    await Promise.all(missing.map((file) => store(cache, file)));
  } catch {
    return false;
  }
  await cache.put(used, new Response());
  return true;
}

// ---- Fetch ----

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const scope = new URL(self.registration.scope);
  const url = new URL(request.url);
  if (request.method === "POST" && url.href === new URL("share", scope).href) {
    event.respondWith(takeShared(request));
    return;
  }
  if (request.method !== "GET" || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (path.startsWith("api/")) return;
  event.respondWith(request.mode === "navigate" ? navigate(request, path, url.search) : load(request));
});

// navigate answers every address with the page, which knows what to show there.
// Its references are relative to one segment, so deeper addresses are led there.
async function navigate(request, path, query) {
  if (path === "clip.html") return (await find(new URL(path, page).href)) ?? fetch(request);
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
  try {
    for (const name of [current, ...(await ours()).reverse()]) {
      const found = await caches.match(address, { cacheName: name, ignoreVary: true });
      if (found) return found;
    }
  } catch {} // the browser cannot read its caches: the server has what is asked for
}

// ---- Share ----

// takeShared keeps what the person shared with the installed app (the manifest
// says in which form it comes) for the app to show, and leads there.
async function takeShared(request) {
  let failed = "";
  try {
    const form = await request.formData();
    const words = (name) => String(form.get(name) ?? "");
    const files = form.getAll("files").filter((file) => file instanceof File && file.size > 0);
    await claimlight.inbox.put({ title: words("title"), text: words("text"), address: words("url"), files });
  } catch {
    failed = "-not"; // the app says so
  }
  return Response.redirect(new URL(`./?add=given${failed}`, page), 303);
}
