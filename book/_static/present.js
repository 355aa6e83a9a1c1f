// Present: a lesson section by section, large, led by keyboard. The page itself stays as it is.
(() => {
  "use strict";
  const QUERY = "present";
  const root = document.documentElement;
  const isHeading = (element) => /^H[1-6]$/.test(element.tagName);
  const make = (tag, name, text = "") => Object.assign(document.createElement(tag), { className: name, textContent: text });
  const makeButton = (text, work) => {
    const button = make("button", "lesson-button", text);
    button.type = "button";
    button.addEventListener("click", work);
    return button;
  };
  const wordsOf = (heading) => [...heading.childNodes].filter((node) => !node.classList?.contains("headerlink"))
    .map((node) => node.textContent).join("").trim();

  class Show {
    constructor(article) {
      this.article = article;
      // A section and what stands in it, without the sections inside: these come next.
      this.steps = [...article.querySelectorAll("section")].filter((section) => [...section.children].some(isHeading));
      this.current = 0;
      this.build();
    }

    get isOn() { return root.classList.contains("lesson-presenting"); }

    build() {
      this.back = makeButton("Back", () => this.go(this.current - 1, false));
      this.next = makeButton("Next", () => this.go(this.current + 1, false));
      this.next.classList.add("lesson-button--main");
      this.where = make("p", "lesson-present__where");
      this.where.setAttribute("role", "status");
      this.bar = make("div", "lesson-present");
      this.bar.setAttribute("role", "group");
      this.bar.setAttribute("aria-label", "Presentation");
      this.bar.append(this.back, this.next, this.where, makeButton("Leave", () => this.leave()));
      this.bar.hidden = true;
      this.article.after(this.bar);
    }

    headingOf(section) { return [...section.children].find(isHeading); }

    stepOf(element) {
      const section = element?.closest("section");
      return Math.max(0, this.steps.findLastIndex((step) => step === section || step.contains(element)));
    }

    // The section at the top of the window, where a reader has been.
    stepInSight() {
      const passed = this.steps.findLastIndex((step) => this.headingOf(step).getBoundingClientRect().top < innerHeight / 3);
      return Math.max(0, passed);
    }

    // An audience sees no solution before its time.
    begin(step) {
      this.opened = [...this.article.querySelectorAll("details[open]")];
      this.opened.forEach((part) => { part.open = false; });
      root.classList.add("lesson-presenting");
      this.bar.hidden = false;
      this.go(step, true);
    }

    leave() {
      root.classList.remove("lesson-presenting");
      this.opened.forEach((part) => { part.open = true; });
      this.bar.hidden = true;
      this.address(false);
      this.reach(this.headingOf(this.steps[this.current]));
    }

    reach(heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      heading.scrollIntoView();
    }

    // Only what stands directly in the section is shown, and what it stands in.
    show(section) {
      this.article.querySelectorAll(".lesson-off").forEach((part) => part.classList.remove("lesson-off"));
      for (let inside = section; inside !== this.article; inside = inside.parentElement) {
        for (const part of inside.parentElement.children) if (part !== inside) part.classList.add("lesson-off");
      }
      for (const part of section.children) if (this.steps.includes(part)) part.classList.add("lesson-off");
    }

    go(step, withFocus) {
      const last = this.steps.length - 1;
      this.current = Math.min(Math.max(step, 0), last);
      const section = this.steps[this.current];
      const heading = this.headingOf(section);
      this.show(section);
      this.back.setAttribute("aria-disabled", String(this.current === 0));
      this.next.setAttribute("aria-disabled", String(this.current === last));
      const end = step > last ? "This was the last section. " : "";
      this.where.textContent = `${end}${this.current + 1} of ${last + 1}: ${wordsOf(heading)}`;
      this.address(true);
      if (withFocus) this.reach(heading);
      scrollTo(0, 0);
    }

    address(on) {
      const url = new URL(location.href);
      if (on) url.searchParams.set(QUERY, ""); else url.searchParams.delete(QUERY);
      url.search = url.search.replace(/present=(?=&|$)/, QUERY);
      url.hash = this.steps[this.current].id;
      // Read from disk, a page may not change its address.
      try { history.replaceState(history.state, "", url); } catch { /* it stays */ }
    }

    press(event) {
      const busy = event.target.closest?.("input, textarea, select, [contenteditable], .katex-display[tabindex], [role=slider], svg");
      if (!this.isOn || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (document.querySelector("dialog[open]")) return;
      const moves = { ArrowRight: this.current + 1, PageDown: this.current + 1, ArrowLeft: this.current - 1, PageUp: this.current - 1 };
      if (event.key === "Escape") this.leave();
      else if (event.key in moves && !busy && !event.defaultPrevented) this.go(moves[event.key], true);
      else return;
      event.preventDefault();
    }
  }

  const begin = () => {
    const article = document.querySelector("article");
    const minutes = document.querySelector("article .lesson-minutes");
    if (!article || !minutes) return;
    const show = new Show(article);
    const opener = makeButton("Present", () => show.begin(show.stepInSight()));
    opener.title = "Section by section, large; arrow keys lead on and back, Escape ends it";
    minutes.after(opener);
    const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)));
    document.addEventListener("keydown", (event) => show.press(event));
    addEventListener("hashchange", () => { if (show.isOn && target()) show.go(show.stepOf(target()), true); });
    if (!new URLSearchParams(location.search).has(QUERY)) return;
    show.begin(show.stepOf(target()));
    // Going to the anchor of its address, a browser takes the focus away.
    addEventListener("load", () => { if (show.isOn && document.activeElement === document.body) show.go(show.current, true); });
  };
  addEventListener("DOMContentLoaded", begin);
})();
