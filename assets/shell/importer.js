// The worker. It does what would hold the page: it reads and writes files. It
// answers each message
//   {id, job, words: [string], parts: [ArrayBuffer]}
// with {id, ok: true, parts: [ArrayBuffer]} or {id, ok: false, error: string},
// after any number of {id, share: number}, the part of the job that is done.
// With crashed: true in an answer, it is of no more use and must be replaced.
// The words between double braces are filled in by the builder.

importScripts("{{wasm_exec.js}}");

const started = start();

async function start() {
  const go = new Go();
  const response = await fetch("{{importer.wasm}}");
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // Streamed where the host sends the right type: so the engine keeps the
  // compiled code.
  const program =
    response.headers.get("Content-Type") === "application/wasm"
      ? await WebAssembly.instantiateStreaming(response, go.importObject)
      : await WebAssembly.instantiate(await response.arrayBuffer(), go.importObject);
  go.run(program.instance).catch(() => {}); // its end shows in the next answer
  if (!globalThis.work) throw new Error("its program ended at once");
}

addEventListener("message", async ({ data: { id, job, words, parts } }) => {
  const fail = (error) => postMessage({ id, ok: false, error, crashed: true });
  try {
    await started;
  } catch (error) {
    fail(`the worker could not start (${error.message}); check your connection and try again`);
    return;
  }
  let result;
  try {
    const tell = (share) => postMessage({ id, share });
    result = work(job, words, parts.map((part) => new Uint8Array(part)), tell);
  } catch (error) {
    fail(`the worker stopped (${error.message})`);
    return;
  }
  if (result?.parts) {
    const made = result.parts.map((part) => part.buffer);
    postMessage({ id, ok: true, parts: made }, made);
  } else if (result?.error) {
    postMessage({ id, ok: false, error: result.error, crashed: Boolean(result.crashed) });
  } else {
    fail("the worker ran out of memory; try a smaller file");
  }
});
