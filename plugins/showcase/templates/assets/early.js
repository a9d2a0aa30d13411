/* Before the first paint, so that nothing flashes: there is script, and the scheme that was chosen, or else the
   system's. Loaded at the start of <body> without defer; a page must not wait for more than this. */
(() => {
  "use strict";
  document.documentElement.className = "js";
  let chosen = null;
  try { chosen = localStorage.getItem("showcase.scheme"); } catch { /* private window */ }
  const isDark = chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (isDark) document.body.dataset.mdColorScheme = "slate";
})();
