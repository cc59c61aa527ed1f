// What the style sheet puts at the foot of a small window, over the text: the tags
// for selected words, or the open claim's card. How much of the window it covers,
// and drawing the card up and down by its head. What a drag does, the head's
// buttons do as well.

const far = 56; // pixels of a drag that count
const fast = 0.5; // pixels a millisecond of a flick that counts

export class Sheet {
  #drag = null;

  constructor(signal) {
    const on = (type, handle, options) => document.addEventListener(type, handle, { signal, ...options });
    on("pointerdown", (event) => this.#start(event), { passive: true });
    on("pointermove", (event) => this.#move(event), { passive: true });
    on("pointerup", (event) => this.#end(event, true), { passive: true });
    on("pointercancel", (event) => this.#end(event, false), { passive: true });
    this.#followKeyboard(signal);
  }

  // covered returns how many pixels at the foot of the window are covered, or will
  // be once everything is in its place.
  static covered() {
    let most = 0;
    for (const sheet of document.querySelectorAll("[data-sheet]")) {
      const { position, bottom } = getComputedStyle(sheet);
      if (sheet.offsetHeight && position === "fixed") most = Math.max(most, sheet.offsetHeight + parseFloat(bottom));
    }
    return most;
  }

  #start(event) {
    const head = event.isPrimary && event.button === 0 && event.target.closest?.("[data-sheet] .sheet-head");
    const sheet = head && head.closest("[data-sheet]");
    if (!sheet || getComputedStyle(sheet).position !== "fixed") return;
    this.#drag = { id: event.pointerId, head, sheet, from: event.clientY, way: 0, speed: 0, at: event.clientY, time: event.timeStamp };
  }

  #move(event) {
    const drag = this.#drag;
    if (event.pointerId !== drag?.id) return;
    const passed = event.timeStamp - drag.time;
    if (passed > 0) drag.speed = (event.clientY - drag.at) / passed;
    Object.assign(drag, { at: event.clientY, time: event.timeStamp, way: event.clientY - drag.from });
    if (Math.abs(drag.way) < 6) return; // still a tap
    if (!drag.head.hasPointerCapture(drag.id)) drag.head.setPointerCapture(drag.id);
    drag.sheet.style.setProperty("translate", `0 ${drag.way > 0 ? drag.way : drag.way / 4}px`);
  }

  #end(event, done) {
    const drag = this.#drag;
    if (event.pointerId !== drag?.id) return;
    this.#drag = null;
    drag.sheet.style.removeProperty("translate");
    if (!done || Math.abs(drag.way) < 6) return;
    // The pointer may have begun on a button, which is not what was meant.
    drag.head.addEventListener("click", (click) => click.isTrusted && (click.preventDefault(), click.stopImmediatePropagation()), { capture: true, once: true });
    setTimeout(() => drag.head.click()); // takes that listener away where no click follows
    const grip = drag.head.querySelector("[aria-expanded]");
    const tall = grip.getAttribute("aria-expanded") === "true";
    const down = drag.way > far || (drag.way > 0 && drag.speed > fast);
    const up = drag.way < -far || (drag.way < 0 && drag.speed < -fast);
    if (down && (!tall || drag.way > drag.sheet.offsetHeight / 2)) drag.head.querySelector("[data-close]").click();
    else if (down ? tall : up && !tall) grip.click();
  }

  // Where the keyboard on the screen lies over the page instead of making it
  // smaller, the sheet stands on the keyboard.
  #followKeyboard(signal) {
    const view = window.visualViewport;
    if (!view) return;
    const { style } = document.documentElement;
    const follow = () => {
      // Zooming in by hand makes the view smaller as well.
      const covered = view.scale > 1.01 ? 0 : Math.max(0, Math.round(innerHeight - view.height - view.offsetTop));
      if (covered) style.setProperty("--keyboard", `${covered}px`);
      else style.removeProperty("--keyboard");
    };
    view.addEventListener("resize", follow, { signal, passive: true });
    view.addEventListener("scroll", follow, { signal, passive: true });
    signal.addEventListener("abort", () => style.removeProperty("--keyboard"));
  }
}
