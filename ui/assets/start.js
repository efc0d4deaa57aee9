// The policy of the window forbids inline scripts, so the two lines that start the interface stand here.
import init from "../mainforte-ui.js";
init({ module_or_path: "mainforte-ui_bg.wasm" });
