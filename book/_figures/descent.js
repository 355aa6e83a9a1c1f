
(() => {
  const { mapped, shown } = lessonFigures;
  const [left, width, height, far] = [40, 308, 210, 1000];
  const curves = {
    signs: { loss: (w) => (14 * w * w - 46 * w + 38) / 3, slope: (w) => (28 * w - 46) / 3, low: -1.6, high: 4.9, top: 50 },
    hills: { loss: (w) => w ** 4 / 4 - 2 * w * w + w + 7, slope: (w) => w ** 3 - 4 * w + 1, low: -3.4, high: 3.2, top: 16 },
  };

  const walk = ({ start, rate, steps, momentum }, slope) => {
    const path = [start];
    for (let step = 0; path.length <= steps && Math.abs(path.at(-1)) < far;) {
      step = momentum * step - rate * slope(path.at(-1));
      path.push(path.at(-1) + step);
    }
    return path;
  };

  const say = (state, curve, path) => {
    const end = path.at(-1);
    if (Math.abs(end) >= far) {
      return `After ${path.length - 1} of ${state.steps} steps the weight is beyond ±1000: divergence.`;
    }
    const [before, after] = [curve.loss(path[0]), curve.loss(end)];
    const moved = after < before ? "has fallen to" : "has risen to";
    const verb = shown(before) === shown(after) ? "is still" : moved;
    const gone = end < curve.low || end > curve.high ? " The path has left the picture." : "";
    return `After ${state.steps} steps the weight is ${shown(end)}. `
      + `The loss was ${shown(before)} and ${verb} ${shown(after)}.${gone}`;
  };

  lessonFigures.figure("descent", {
    draw: (state, mark) => {
      const curve = curves[state.curve];
      const place = (w) => {
        const y = Math.max(-9999, height - 10 - curve.loss(w) / curve.top * (height - 10));
        return `${mapped((w - curve.low) / (curve.high - curve.low) * width)} ${mapped(y)}`;
      };
      const path = walk(state, curve.slope);
      const places = path.map(place);
      const weights = Array.from({ length: 61 }, (_, i) => curve.low + i * (curve.high - curve.low) / 60);
      mark("curve", { d: `M${weights.map(place).join("L")}` });
      mark("path", { d: `M${places.join("L")}` });
      mark("dots", { d: places.map((at) => `M${at}h0`).join("") });
      mark("start", { transform: `translate(${places[0]})` });
      mark("last", { transform: `translate(${places.at(-1)})` });
      mark("low", { text: shown(curve.low, 1) });
      mark("high", { text: shown(curve.high, 1) });
      mark("top", { text: shown(curve.top, 0) });
      return say(state, curve, path);
    },
    // A click on the picture chooses the start.
    play: ({ svg, point, set, state }) => svg.addEventListener("click", (event) => {
      const { low, high } = curves[state().curve];
      const weight = low + (point(event).x - left) / width * (high - low);
      set({ start: Math.max(-1.5, Math.min(2.5, Math.round(weight * 10) / 10)) });
    }),
  });
})();
