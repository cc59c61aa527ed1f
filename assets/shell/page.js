// What the program asks of the page as a whole.

// breathe resolves when the browser had its turn: to draw, and to handle what
// the person did meanwhile.
function breathe() {
  if (globalThis.scheduler?.yield) return scheduler.yield();
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}

// reachable resolves to whether the server of this page answers. The service
// worker asks it, since a page that fetches in vain writes an error to its
// console. Without a worker, which is so on a first visit, the server has just
// answered, and what the browser thinks of its connection has to do.
function reachable() {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return Promise.resolve(navigator.onLine);
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    const answer = (yes) => {
      clearTimeout(patience);
      port1.close();
      done(yes);
    };
    // A server that takes longer is of no use either.
    const patience = setTimeout(answer, 5000, false);
    port1.onmessage = ({ data }) => answer(data === true);
    worker.postMessage({ type: "reach" }, [port2]);
  });
}

// The browser puts the page where it was when the person goes back to it, and says
// so here before the program hears of the new address.
let back = false;
addEventListener("popstate", () => (back = true));

// wentBack returns whether the person came by the back or forward button, to the
// address that the program asks about for the first time.
function wentBack() {
  const did = back;
  back = false;
  return did;
}

// keepTheme keeps the theme for boot.js. Browsers that block site data throw here.
function keepTheme(theme) {
  try {
    if (theme) localStorage.setItem("claimlight.theme", theme);
    else localStorage.removeItem("claimlight.theme");
  } catch {}
}

// badge shows a number on the installed app's icon; a badge that cannot be shown
// is nothing to tell anybody.
function badge(n) {
  const done = n > 0 ? navigator.setAppBadge?.(n) : navigator.clearAppBadge?.();
  done?.catch(() => {});
}

(globalThis.claimlight ??= {}).page = { badge, breathe, keepTheme, reachable, wentBack };
