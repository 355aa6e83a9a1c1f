
(() => {
  const { mapped, shown } = lessonFigures;
  const [left, top, side, low, high] = [60, 12, 240, -0.5, 1.5];
  const middle = (low + high) / 2;
  const corners = [[0, 0], [0, 1], [1, 0], [1, 1]];
  const wanted = [false, true, true, false];
  const names = { a: "h₁", b: "h₂" };
  const x = (value) => (value - low) / (high - low) * side;
  const reach = 0.55;

  const weightsOf = (state, neuron) => {
    const angle = state[`turn_${neuron}`] * Math.PI / 180;
    return [Math.cos(angle), Math.sin(angle), -state[`shift_${neuron}`]];
  };
  const isYes = (state, neuron, [x1, x2]) => {
    const [w1, w2, bias] = weightsOf(state, neuron);
    return w1 * x1 + w2 * x2 + bias > 0;
  };
  // The point of the line that is closest to the middle of the picture.
  const footOf = (state, neuron) => {
    const [w1, w2, bias] = weightsOf(state, neuron);
    const away = w1 * middle + w2 * middle + bias;
    return [middle - away * w1, middle - away * w2];
  };
  const placeOf = (state, neuron) => {
    const [x1, x2] = footOf(state, neuron);
    return `translate(${mapped(x(x1))} ${mapped(side - x(x2))}) rotate(${mapped(-state[`turn_${neuron}`])})`;
  };
  const nameOf = (state, neuron) => {
    const [w1, w2] = weightsOf(state, neuron);
    const [x1, x2] = footOf(state, neuron);
    return { x: mapped(x(x1) - 16 * w1), y: mapped(side - x(x2) + 16 * w2 + 5) };
  };
  const usedBy = (state) => ["a", "b"].slice(0, Number(state.neurons));

  const signed = (value) => (shown(value).startsWith("−") ? `− ${shown(value).slice(1)}` : `+ ${shown(value)}`);
  const say = (state, used, answers) => {
    const sums = used.map((neuron) => {
      const [w1, w2, bias] = weightsOf(state, neuron);
      return `${names[neuron]} asks whether ${shown(w1)} x₁ ${signed(w2)} x₂ ${signed(bias)} is above 0`;
    });
    const yes = corners.filter((_, i) => answers[i]).map((corner) => `(${corner.join(", ")})`);
    const right = answers.filter((answer, i) => answer === wanted[i]).length;
    return `${sums.join("; ")}. The output is yes at ${yes.join(", ") || "no corner"}: ${right} of 4 right.`;
  };

  const draw = (state, mark) => {
    const used = usedBy(state);
    const answers = corners.map((corner) => used.every((neuron) => isYes(state, neuron, corner)));
    for (const neuron of ["a", "b"]) {
      const transform = placeOf(state, neuron);
      const visibility = used.includes(neuron) ? "visible" : "hidden";
      mark(`side-${neuron}`, { transform, visibility });
      mark(`line-${neuron}`, { transform, visibility });
      mark(`name-${neuron}`, { ...nameOf(state, neuron), visibility });
      mark(`clip-${neuron}`, { transform: used.includes(neuron) ? transform : "translate(-800 0)" });
    }
    answers.forEach((answer, i) => mark(`corner${i}`, { text: answer === wanted[i] ? "✓" : "✗" }));
    return say(state, used, answers);
  };

  // What the pointer has taken hold of: a handle, with the other one as pivot, or the line itself.
  const grip = (state, x1, x2) => {
    let best = null;
    for (const neuron of usedBy(state)) {
      const [w1, w2, bias] = weightsOf(state, neuron);
      const [f1, f2] = footOf(state, neuron);
      for (const end of [-1, 1]) {
        const [h1, h2] = [f1 - end * reach * w2, f2 + end * reach * w1];
        const distance = Math.hypot(x1 - h1, x2 - h2);
        const pivot = [2 * f1 - h1, 2 * f2 - h2];
        if (distance < (best ? best.distance : 0.15)) best = { neuron, end, pivot, distance };
      }
      const distance = Math.abs(w1 * x1 + w2 * x2 + bias);
      if (!best && distance < 0.08) best = { neuron, end: 0, distance: 0.15 };
    }
    return best;
  };

  const moved = (state, { neuron, end, pivot }, x1, x2) => {
    const limited = (value) => Math.max(-2, Math.min(2, Math.round(value * 50) / 50));
    const [w1, w2] = weightsOf(state, neuron);
    if (!end) return { [`shift_${neuron}`]: limited(w1 * x1 + w2 * x2) };
    // The direction of the line is that from one end to the other; the weights point to its right.
    const angle = Math.atan2(-end * (x1 - pivot[0]), end * (x2 - pivot[1]));
    const turn = Math.round(angle * 60 / Math.PI) * 3;
    const [v1, v2] = [Math.cos(turn * Math.PI / 180), Math.sin(turn * Math.PI / 180)];
    return { [`turn_${neuron}`]: turn, [`shift_${neuron}`]: limited(v1 * pivot[0] + v2 * pivot[1]) };
  };

  const play = ({ svg, point, set, state }) => {
    let held = null;
    const inputs = (event) => {
      const at = point(event);
      return [low + (at.x - left) / side * (high - low), high - (at.y - top) / side * (high - low)];
    };
    svg.addEventListener("pointerdown", (event) => {
      held = grip(state(), ...inputs(event));
      if (!held) return;
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
    });
    // A finger on a line moves the line; anywhere else it moves the page.
    svg.addEventListener("touchstart", (event) => { if (held) event.preventDefault(); }, { passive: false });
    svg.addEventListener("pointermove", (event) => { if (held) set(moved(state(), held, ...inputs(event))); });
    for (const type of ["pointerup", "pointercancel"]) svg.addEventListener(type, () => { held = null; });
  };

  lessonFigures.figure("layer", { draw, play });
})();
