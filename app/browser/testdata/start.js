// The app's policy lets no script be run as a worker but through this (see boot.js).
globalThis.trustedTypes?.createPolicy("default", { createScriptURL: (url) => url });

// Loads the modules of assets/shell and the harness.
await Promise.all(["store.js", "page.js", "reader.js"].map((name) => import(`./${name}`)));
// frameWork resolves to how long the main thread works for the next frame: from
// its callbacks until style, layout and paint are done.
globalThis.frameWork = () =>
  new Promise((done) =>
    requestAnimationFrame(() => {
      const began = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now() - began);
      port2.postMessage(null);
    }),
  );

const go = new Go();
const { instance } = await WebAssembly.instantiateStreaming(fetch("harness.wasm"), go.importObject);
go.run(instance);
document.documentElement.dataset.ready = "";
