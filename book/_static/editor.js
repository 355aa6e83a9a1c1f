// In an editor for Python, a new line begins where the last one did, and Backspace takes back a whole step of it.
// The Tab key moves on, as everywhere else.
(() => {
  "use strict";
  const STEP = 4;

  const lineBefore = (editor) => editor.value.slice(0, editor.selectionStart).split("\n").pop();

  const replace = (editor, text) => {
    // The old command alone leaves the browser's own undo in order.
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    editor.setRangeText(text, editor.selectionStart, editor.selectionEnd, "end");
    editor.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const newLine = (editor) => {
    const line = lineBefore(editor);
    const deeper = /:\s*(#.*)?$/.test(line) ? " ".repeat(STEP) : "";
    replace(editor, `\n${/^[ \t]*/.exec(line)[0]}${deeper}`);
  };

  const stepBack = (editor) => {
    const width = lineBefore(editor).length;
    editor.selectionStart -= width % STEP || STEP;
    replace(editor, "");
  };

  addEventListener("keydown", (event) => {
    const editor = event.target;
    if (!editor.matches?.("textarea.lesson-editor") || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const atIndent = editor.selectionStart === editor.selectionEnd && /^ +$/.test(lineBefore(editor));
    if (event.key === "Enter") newLine(editor);
    else if (event.key === "Backspace" && atIndent) stepBack(editor);
    else return;
    event.preventDefault();
  });
})();
