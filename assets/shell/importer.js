// The importer's worker. It answers each message
//   {id, type, name, source, bytes: ArrayBuffer}
// with {id, ok: true, article: ArrayBuffer} or {id, ok: false, error: string}.
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
  if (!globalThis.importArticle) throw new Error("its program ended at once");
}

addEventListener("message", async ({ data: { id, type, name, source, bytes } }) => {
  const fail = (error) => postMessage({ id, ok: false, error, crashed: true });
  try {
    await started;
  } catch (error) {
    fail(`the importer could not start (${error.message}); check your connection and try again`);
    return;
  }
  let result;
  try {
    result = importArticle(new Uint8Array(bytes), type, name, source);
  } catch (error) {
    fail(`the importer stopped (${error.message})`);
    return;
  }
  if (result?.article) {
    const article = result.article.buffer;
    postMessage({ id, ok: true, article }, [article]);
  } else if (result?.error) {
    postMessage({ id, ok: false, error: result.error, crashed: Boolean(result.crashed) });
  } else {
    fail("the importer ran out of memory; import it in parts");
  }
});
