// Loads the modules of assets/shell and the harness.
await Promise.all(["store.js", "page.js", "reader.js"].map((name) => import(`./${name}`)));
const go = new Go();
const { instance } = await WebAssembly.instantiateStreaming(fetch("harness.wasm"), go.importObject);
go.run(instance);
document.documentElement.dataset.ready = "";
