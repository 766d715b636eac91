// The editor of the workbench: a text with faults at their places, names to choose, and meanings.
// It lives in a shadow root, where its styles are objects and need no leave to stand in the page.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";

const LOOK = EditorView.theme({
  "&": { border: "2px solid #0b0c0c", maxHeight: "34rem", background: "#fff" },
  "&.cm-focused": { outline: "3px solid #0b0c0c", boxShadow: "0 0 0 6px #fd0" },
  ".cm-scroller": { overflow: "auto", fontFamily: "Consolas, Menlo, monospace", fontSize: "0.9rem" },
  ".cm-gutters": { background: "#f3f2f1", color: "#484949" },
  ".cm-tooltip": { background: "#fff", color: "#0b0c0c", border: "1px solid #0b0c0c", maxWidth: "26rem", padding: "0.2rem 0.4rem" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "#12436d", color: "#fff" },
});

// Make an editor in an element. `changed` is called with the text after each change.
export function makeEditor(parent, changed) {
  const root = parent.attachShadow({ mode: "open" });
  const place = document.createElement("div");
  root.append(place);
  let names = {};
  let isSilent = false;

  const complete = (context) => {
    const word = context.matchBefore(/[\w-]+/);
    if (!word && !context.explicit) return null;
    return { from: word ? word.from : context.pos, validFor: /^[\w-]*$/,
      options: Object.entries(names).map(([label, info]) => ({ label, info })) };
  };
  const hover = hoverTooltip((view, position) => {
    const line = view.state.doc.lineAt(position);
    for (const found of line.text.matchAll(/[\w-]+/g)) {
      const [from, to] = [line.from + found.index, line.from + found.index + found[0].length];
      if (from > position || to < position || !(found[0] in names)) continue;
      return { pos: from, end: to, above: true, create: () => {
        const dom = document.createElement("div");
        dom.textContent = names[found[0]];
        return { dom };
      } };
    }
    return null;
  });
  const view = new EditorView({ parent: place, root });
  const state = (text, label) => EditorState.create({ doc: text, extensions: [
    lineNumbers(), lintGutter(), history(), closeBrackets(), bracketMatching(), yaml(),
    syntaxHighlighting(defaultHighlightStyle), EditorView.lineWrapping, LOOK, hover,
    autocompletion({ override: [complete] }),
    keymap.of([...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !isSilent) changed(update.state.doc.toString());
    }),
  ] });

  return {
    open(text, label) {
      isSilent = true;
      view.setState(state(text, label));
      isSilent = false;
    },
    text: () => view.state.doc.toString(),
    know(found) { names = found; },
    replace(text) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }); },
    // Show faults: line and column count from 1.
    mark(faults) {
      const doc = view.state.doc;
      const found = faults.filter(({ line }) => line <= doc.lines).map(({ line, column, length, what, fix, isError }) => {
        const { from, to } = doc.line(Math.max(1, line));
        const start = Math.min(to, from + Math.max(0, column - 1));
        return { from: start, to: Math.min(to, start + Math.max(1, length)),
          severity: isError ? "error" : "warning", message: `${what} ${fix || ""}`.trim() };
      });
      view.dispatch(setDiagnostics(view.state, found));
    },
    goTo(line, column) {
      const { from, to } = view.state.doc.line(Math.min(view.state.doc.lines, Math.max(1, line)));
      const position = Math.min(to, from + Math.max(0, column - 1));
      view.dispatch({ selection: { anchor: position }, scrollIntoView: true });
      view.focus();
    },
  };
}
