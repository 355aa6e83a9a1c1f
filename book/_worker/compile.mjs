// Compile Python modules with the Python that readers' browsers run: node compile.mjs PYODIDE SOURCES COMPILED
// Every .py below SOURCES becomes a .pyc at the same place below COMPILED.
import { pathToFileURL } from "node:url";

const [pyodide, sources, compiled] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const lock = { info: { abi_version: "2026_0", arch: "wasm32", platform: "emscripten", python: "3.14.2" }, packages: {} };
const python = await loadPyodide({ indexURL: pyodide, lockFileContents: JSON.stringify(lock) });

for (const [place, folder] of [["/sources", sources], ["/compiled", compiled]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, place);
}
// The library loses its explanations, which nobody reads there; those of our own modules are part of the data classes.
python.runPython(`
from importlib._bootstrap_external import _code_to_timestamp_pyc
from pathlib import Path

for source in sorted(Path("/sources").rglob("*.py")):
    place = source.relative_to("/sources")
    level = 2 if place.parts[0] == "library" else 0
    code = compile(source.read_bytes(), place.name, "exec", dont_inherit=True, optimize=level)
    target = Path("/compiled", place).with_suffix(".pyc")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_code_to_timestamp_pyc(code))
`);
