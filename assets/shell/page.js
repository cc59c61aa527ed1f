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

// afterFrame calls f when what has changed is drawn, or where nothing is drawn, as
// in a tab out of sight, in a moment.
function afterFrame(f) {
  const frame = requestAnimationFrame(() => {
    clearTimeout(unseen);
    setTimeout(f);
  });
  const unseen = setTimeout(() => {
    cancelAnimationFrame(frame);
    f();
  }, 100);
}

// reachable resolves to whether the server of this page answers. The service
// worker asks it, since a page that fetches in vain writes an error to its
// console. Without a worker, which is so on a first visit, the server has just
// answered, and what the browser thinks of its connection has to do.
function reachable() {
  const worker = navigator.serviceWorker?.controller;
  return worker ? answerOf(worker, "reach") : Promise.resolve(navigator.onLine);
}

// fetchesArticles resolves to whether the server of this page is one that
// fetches articles, and answers. The service worker asks, for the same reason.
async function fetchesArticles() {
  const worker = (await navigator.serviceWorker?.getRegistration())?.active;
  if (worker) return answerOf(worker, "articles");
  try {
    const response = await fetch(articles(), { cache: "no-store", headers });
    return response.ok && (await response.json()).ready === true;
  } catch {
    return false;
  }
}

// answerOf resolves to what the service worker answers to a question of yes and
// no.
function answerOf(worker, type) {
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
    worker.postMessage({ type }, [port2]);
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

// Browsers do not say on every host that it is the app's own page that asks.
const headers = { "X-Claimlight": "1" };
const articles = () => new URL("api/article", claimlight.shell.root);

// fetchArticle asks the server for the article at an address on the web. It
// resolves to [article, ""], where article is a Uint8Array of JSON, or to
// [null, words for the person].
async function fetchArticle(address, signal) {
  const query = articles();
  query.searchParams.set("url", address);
  const response = await fetch(query, { cache: "no-store", headers, signal });
  if (response.ok) return [new Uint8Array(await response.arrayBuffer()), ""];
  const trouble = await response.json().catch(() => null);
  if (!trouble?.what) return [null, `The server answered ${response.status} and said nothing else. Try again later.`];
  return [null, [trouble.what, trouble.why, trouble.do].join(" ")];
}

// droppedFiles resolves to the files of a drop, with those in folders, in the
// order of their paths. It must be called while the drop is handled.
function droppedFiles(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return Promise.resolve([...transfer.files]);
  return Promise.all(entries.map(filesIn)).then((lists) => lists.flat());
}

async function filesIn(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
  const reader = entry.createReader();
  const children = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (some.length === 0) break; // they come in batches
    children.push(...some.filter(({ name }) => !name.startsWith(".")));
  }
  children.sort((a, b) => (a.name < b.name ? -1 : 1));
  return (await Promise.all(children.map(filesIn))).flat();
}

// listFiles returns files as an array, and what is known of all of them in one text,
// each fact with a NUL behind it, which no name holds: the program takes longer to
// ask for each by itself.
function listFiles(list) {
  const files = [...list];
  const facts = files.flatMap(({ name, webkitRelativePath, type }) => [name, webkitRelativePath ?? "", type]);
  return [files, facts.map((fact) => fact + "\0").join("")];
}

// keepTheme keeps the theme for boot.js. Browsers that block site data throw here.
function keepTheme(theme) {
  try {
    if (theme) localStorage.setItem("claimlight.theme", theme);
    else localStorage.removeItem("claimlight.theme");
  } catch {}
}

// keepDraft keeps what is typed and not saved yet for this tab, and draft gives it
// back after a reload. Browsers that block site data, or have no room, throw here.
function keepDraft(text) {
  try {
    if (text) sessionStorage.setItem("claimlight.draft", text);
    else sessionStorage.removeItem("claimlight.draft");
    return true;
  } catch {
    return false;
  }
}

function draft() {
  try {
    return sessionStorage.getItem("claimlight.draft") ?? "";
  } catch {
    return "";
  }
}

// badge shows a number on the installed app's icon; a badge that cannot be shown
// is nothing to tell anybody.
function badge(n) {
  const done = n > 0 ? navigator.setAppBadge?.(n) : navigator.clearAppBadge?.();
  done?.catch(() => {});
}

// onReached calls f once, when element is in view, unless the focus goes through its
// list by key: then when the person scrolls next. It returns a function that ends that.
function onReached(element, f) {
  const list = element.parentElement;
  const ended = new AbortController();
  let near = false;
  const look = () => {
    if (!near || list.querySelector(":focus-visible:not(input)")) return;
    near = false;
    f();
  };
  const seen = new IntersectionObserver((entries) => {
    near = entries.at(-1).isIntersecting;
    look();
  });
  seen.observe(element);
  document.addEventListener("scroll", look, { signal: ended.signal, capture: true, passive: true });
  return () => {
    ended.abort();
    seen.disconnect();
  };
}

// reveal scrolls the list that element is in, as little as needed, so that it is in
// view: from its head where it is higher than the list. What is around the list
// stands still, as not every browser's scrollIntoView leaves it.
function reveal(element) {
  let list = element.parentElement;
  while (list && !/auto|scroll/.test(getComputedStyle(list).overflowY)) list = list.parentElement;
  if (!list) {
    element.scrollIntoView({ block: "nearest" });
    return;
  }
  const [inner, outer] = [getComputedStyle(element), getComputedStyle(list)];
  const of = (style, property) => parseFloat(style[property]) || 0;
  const at = element.getBoundingClientRect();
  const top = list.getBoundingClientRect().top + list.clientTop;
  const over = at.top - of(inner, "scrollMarginTop") - top - of(outer, "scrollPaddingTop");
  const under = at.bottom + of(inner, "scrollMarginBottom") - top - list.clientHeight + of(outer, "scrollPaddingBottom");
  if (over < 0) list.scrollBy({ top: over, behavior: "instant" });
  else if (under > 0) list.scrollBy({ top: Math.min(over, under), behavior: "instant" });
}

// holdInPlace returns a function that scrolls what element is in, so that it is
// where it is now.
function holdInPlace(id) {
  const top = () => document.getElementById(id)?.getBoundingClientRect().top ?? 0;
  const was = top();
  return () => {
    document.getElementById(id)?.closest(".claims-inner")?.scrollBy({ top: top() - was, behavior: "instant" });
    scrollBy({ top: top() - was, behavior: "instant" });
  };
}

// putValue puts a value into a field, and leaves the caret between the words it
// was between: behind what was put in before it.
function putValue(field, value) {
  const was = field.value;
  const { selectionStart: start, selectionEnd: end } = field;
  field.value = value;
  if (document.activeElement !== field || typeof start !== "number") return;
  let same = 0;
  while (same < was.length && was[same] === value[same]) same++;
  const moved = (at) => (at <= same ? at : Math.max(same, at + value.length - was.length));
  field.setSelectionRange(moved(start), moved(end));
}

(globalThis.claimlight ??= {}).page = {
  afterFrame,
  draft,
  keepDraft,
  badge,
  breathe,
  droppedFiles,
  fetchArticle,
  fetchesArticles,
  holdInPlace,
  keepTheme,
  listFiles,
  onReached,
  putValue,
  reachable,
  reveal,
  wentBack,
};
