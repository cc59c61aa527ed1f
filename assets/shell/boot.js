// Starts the app: loads its program, says in words when that fails, registers
// the service worker, and tells the program about new versions and installing.
// The words between double braces are filled in by the builder.

// Where site data is blocked, a page that only reads these throws, and go-app reads
// them. What stands in for them lasts as long as the page.
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    globalThis[name].length;
  } catch {
    Object.defineProperty(globalThis, name, { value: fleeting() });
  }
}

function fleeting() {
  const items = new Map();
  return {
    get length() {
      return items.size;
    },
    key: (i) => [...items.keys()][i] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, String(value)),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
  };
}

// The theme that the person chose (see app/browser/window.go), before the page is
// drawn in another.
const theme = localStorage.getItem("claimlight.theme");
if (theme) document.documentElement.dataset.theme = theme;

const folder = new URL(".", import.meta.url);

// The policy (see assets/headers.go) lets no text become markup or program. What
// is run as a worker must lie in the app's folder.
globalThis.trustedTypes?.createPolicy("default", {
  createScriptURL: (url) => (new URL(url, document.baseURI).href.startsWith(folder.href) ? url : null),
});
const address = (name) => new URL(name, folder).href;
const assets = JSON.parse('{{assets}}');
const modules = JSON.parse('{{modules}}');

// go-app asks the page for its environment. The prefix makes its routes work
// where the site lies under a path; every other key is empty. Whatever else
// go-app looks for on the page, it can do without.
globalThis.goappGetenv = (key) =>
  key === "GOAPP_ROOT_PREFIX" ? decodeURIComponent(folder.pathname).replace(/\/$/, "") : "";

// ---- What the page can do for the program ----

// One change that the program can ask about and be told about.
function signal() {
  const callbacks = new Set();
  let value = false;
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const callback of [...callbacks]) callback();
    },
    // on calls back on each change, and at once where there was one already.
    // It returns a function that ends it.
    on(callback) {
      callbacks.add(callback);
      if (value) queueMicrotask(() => callbacks.has(callback) && callback());
      return () => callbacks.delete(callback);
    },
  };
}

const update = signal();
const installable = signal();
const offline = signal();
const worker = "serviceWorker" in navigator ? navigator.serviceWorker : null;
let registration = null;
let prompt = null;

globalThis.claimlight = {
  // Addresses of files by name, such as "importer.js".
  assets: Object.fromEntries(Object.entries(assets).map(([name, path]) => [name, address(path)])),
  shell: {
    build: "{{build}}",
    root: folder.href, // where the app lies
    // A new version is ready; applyUpdate loads it.
    updateReady: update.get,
    onUpdate: update.on,
    async applyUpdate() {
      const waiting = registration?.waiting;
      if (waiting) {
        await new Promise((done) => {
          // Redundant: an even newer one has taken its place, which then waits.
          waiting.addEventListener("statechange", () => /^(activated|redundant)$/.test(waiting.state) && done());
          waiting.postMessage({ type: "activate" });
        });
      }
      location.reload();
    },
    // The app is stored on the device and starts without a connection.
    offlineReady: offline.get,
    onOfflineReady: offline.on,
    // The browser offers to install the app; install shows its question and
    // resolves to whether the person agreed.
    installable: installable.get,
    onInstallable: installable.on,
    async install() {
      if (!prompt) return false;
      const asked = prompt;
      prompt = null;
      installable.set(false);
      asked.prompt();
      return (await asked.userChoice).outcome === "accepted";
    },
  },
};

// ---- Files that the system opens with the installed app ----

let opened = []; // files that nobody has heard of yet
let hear = null;
const tellOfOpened = () => {
  if (!hear || opened.length === 0) return;
  const files = opened;
  opened = [];
  hear(files);
};
// onLaunch calls back with files that were opened: soon, if some were already.
claimlight.onLaunch = (callback) => {
  hear = callback;
  queueMicrotask(tellOfOpened);
  return () => (hear = null);
};
globalThis.launchQueue?.setConsumer(async ({ files }) => {
  if (!files?.length) return;
  opened = opened.concat(await Promise.all(files.map((handle) => handle.getFile())));
  tellOfOpened();
});

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  prompt = event;
  installable.set(true);
});
addEventListener("appinstalled", () => {
  prompt = null;
  installable.set(false);
});

// ---- The program ----

// The last that the program wrote to its standard error: what a panic says.
let lastWords = "";

async function load(go) {
  const response = await fetch(address(assets["app.wasm"]));
  if (!response.ok) throw new Error(`The server answered ${response.status} for the program.`);
  // The plain response, streamed: only so does the engine keep compiled code
  // from visit to visit. It demands the right type, which not every host sends.
  if (response.headers.get("Content-Type") === "application/wasm") {
    return WebAssembly.instantiateStreaming(response, go.importObject);
  }
  return WebAssembly.instantiate(await response.arrayBuffer(), go.importObject);
}

async function start() {
  // Hosts answer this address as well; the app knows the page as "./".
  if (location.pathname === `${folder.pathname}index.html`) {
    history.replaceState(null, "", folder.pathname + location.search + location.hash);
  }
  const go = new Go();
  const decoder = new TextDecoder();
  const write = globalThis.fs.writeSync;
  globalThis.fs.writeSync = (file, bytes) => {
    if (file === 2) lastWords = (lastWords + decoder.decode(bytes, { stream: true })).slice(-6000);
    return write.call(globalThis.fs, file, bytes);
  };
  const [program] = await Promise.all([load(go), ...modules.map((path) => import(address(path)))]);
  // It runs for as long as the page does: any end of it is a crash.
  go.run(program.instance).then(
    () => stopped(lastWords),
    (error) => stopped(lastWords || String(error)),
  );
}

// A fault inside a call from the page, such as running out of memory, ends the
// program without its own doing.
addEventListener("error", (event) => {
  if (globalThis.WebAssembly && event.error instanceof WebAssembly.RuntimeError) stopped(lastWords || String(event.error));
});

// ---- Trouble ----

const stopped = (details) =>
  say(
    "Claimlight has stopped",
    "It ran into a fault of its own. What was saved is safe on this device. Reload the page to go on.",
    details,
  );

const notStarted = (details) =>
  say(
    "Claimlight could not start",
    typeof WebAssembly === "object"
      ? "A part of it could not be loaded. Check your connection, then reload the page. What you saved is safe on this device."
      : "This browser cannot run WebAssembly programs, or was told not to. Please allow them for this site, or use a browser of 2024 or later.",
    details,
  );

function say(title, words, details) {
  const box = document.getElementById("trouble");
  if (!box.hidden) return; // the first trouble is the cause of the others
  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const reload = element("button", "Reload");
  reload.type = "button";
  reload.addEventListener("click", () => location.reload());
  box.replaceChildren(element("h2", title), element("p", words), reload);
  if (details) {
    const more = document.createElement("details");
    more.append(element("summary", "What to put in a report"), element("pre", `build {{build}}\n${details}`));
    box.append(more);
  }
  box.hidden = false;
}

// ---- The service worker ----

async function register() {
  if (!worker) return;
  // As long as this page lives, the service worker keeps the files of its build.
  navigator.locks.request("claimlight-{{build}}", { mode: "shared" }, () => new Promise(() => {})).catch(() => {}); // refused with all site data
  const hadOne = worker.controller !== null;
  // Another tab may have switched this one to the new version; what is drawn
  // here is still the old one.
  worker.addEventListener("controllerchange", () => hadOne && update.set(true));

  registration = await worker.register(address("sw.js"), { updateViaCache: "none" });
  worker.ready.then(({ active }) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data: whole }) => {
      port1.close();
      if (whole) offline.set(true);
      else registration.update().catch(() => {}); // the server may have a newer version, which is whole
    };
    active.postMessage({ type: "mend" }, [port2]);
  });
  const follow = (next) =>
    next?.addEventListener("statechange", () => {
      if (next.state === "installed" && registration.active) update.set(true);
    });
  follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  if (registration.waiting) update.set(true);

  // A tab can stay open for weeks. Look for a new version when it is looked at
  // again, at most once an hour.
  let looked = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !navigator.onLine || Date.now() - looked < 3_600_000) return;
    looked = Date.now();
    registration.update().catch(() => {}); // offline after all; the next look will do
  });
}


try {
  await start();
  // A browser may refuse service workers, in private windows for one. All works
  // then but starting offline, which offlineReady tells.
  await register().catch(() => {});
} catch (error) {
  notStarted(String(error));
}
