// Loads the page anew as soon as there is another state of the site; asks only while somebody looks at it,
// for a browser opens no more than six connections to one server.
(() => {
  const epoch = document.currentScript.dataset.epoch;
  const address = new URL("live?epoch=" + epoch, document.currentScript.src);
  let asking = null;
  const ask = async () => {
    if (asking || document.visibilityState !== "visible") return;
    const mine = asking = new AbortController();
    let pause = 0;
    try {
      const answer = await fetch(address, { cache: "no-store", signal: mine.signal });
      if ((await answer.text()) !== epoch) return location.reload();
    } catch {
      pause = 1000;
    }
    if (asking !== mine) return;
    asking = null;
    setTimeout(ask, pause);
  };
  const stop = () => { const mine = asking; asking = null; mine?.abort(); };
  addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? ask() : stop()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", ask);
  ask();
})();
