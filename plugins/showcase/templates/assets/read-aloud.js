/* 朗读: the text marked data-aloud, sentence by sentence, where the device itself has a Chinese voice. Voices of a
   company's servers are left alone: the text would leave the device. Pausing keeps the sentence and cancels, for
   Android's browsers cancel when they are asked to pause. */
(() => {
  "use strict";
  const synth = window.speechSynthesis, text = document.querySelector("[data-aloud]");
  if (!synth || !text) return;
  const BLOCKS = "p, li, h2, h3, h4, h5, h6, blockquote, td, th, dt, dd";
  const LONGEST = 120; // signs; some engines fall silent in longer ones
  const SENTENCE = /[^。！？；!?]+[。！？；!?]*[”’」』）]*/g;
  const PART = new RegExp(`[^，、,]{1,${LONGEST}}[，、,]*`, "g");
  let voice = null, box = null, parts = [], place = 0, turn = 0, isSpeaking = false;

  const ownWords = block => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll(`sup, .vh, button, ${BLOCKS}`).forEach(inner => inner.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const cut = words => words.length > LONGEST ? words.match(PART) ?? [] : [words];
  const collect = () => [...text.querySelectorAll(BLOCKS)]
    .filter(block => !block.closest("figure, .print-only, [hidden]"))
    .flatMap(block => (ownWords(block).match(SENTENCE) ?? []).flatMap(cut).map(words => ({ block, words })));

  const mark = block => {
    document.querySelectorAll(".spoken").forEach(old => old.classList.remove("spoken"));
    if (!block) return;
    block.classList.add("spoken");
    block.scrollIntoView({ block: "nearest" });
  };
  const show = () => {
    const [start, pause, stop] = box.querySelectorAll("button");
    start.textContent = place ? "接着朗读" : "朗读正文";
    start.hidden = isSpeaking; pause.hidden = !isSpeaking; stop.hidden = !isSpeaking && !place;
  };
  const halt = () => { turn += 1; isSpeaking = false; synth.cancel(); };
  const end = () => { halt(); place = 0; mark(null); show(); };
  const speak = () => {
    const mine = turn, part = parts[place];
    if (!part) { end(); return; }
    const said = new SpeechSynthesisUtterance(part.words);
    said.voice = voice; said.lang = voice.lang; said.rate = .9;
    said.onend = () => { if (mine === turn) { place += 1; speak(); } };
    said.onerror = () => { if (mine === turn) end(); };
    mark(part.block);
    synth.speak(said);
  };
  const acts = {
    start() { halt(); parts = collect(); isSpeaking = true; speak(); show(); box.querySelector("[data-aloud-act=pause]").focus(); },
    pause() { halt(); show(); box.querySelector("[data-aloud-act=start]").focus(); },
    stop() { end(); box.querySelector("[data-aloud-act=start]").focus(); },
  };
  const make = () => {
    box = document.createElement("div");
    box.className = "aloud"; box.setAttribute("role", "group"); box.setAttribute("aria-label", "朗读");
    for (const [act, word] of [["start", "朗读正文"], ["pause", "暂停朗读"], ["stop", "停止朗读"]]) {
      const button = document.createElement("button");
      button.type = "button"; button.className = act === "start" ? "btn" : "btn line"; button.textContent = word;
      button.dataset.aloudAct = act; button.addEventListener("click", acts[act]);
      box.append(button);
    }
    text.before(box);
    show();
  };
  const look = () => {
    const own = synth.getVoices().filter(v => v.localService && /^(zh|cmn)([-_]|$)/i.test(v.lang));
    voice = own.find(v => /CN|Hans/i.test(v.lang)) ?? own[0] ?? null;
    if (voice && !box) make();
  };
  look();
  synth.addEventListener?.("voiceschanged", look); // they come late in most browsers
  addEventListener("pagehide", () => synth.cancel());
})();
