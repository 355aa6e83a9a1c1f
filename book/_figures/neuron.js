
lessonFigures.figure("neuron", {
  draw: (state, mark) => {
    const { levelPaths, listed, mapped, shown } = lessonFigures;
    const [cells, side, low, high] = [24, 240, -1, 2];
    const corners = [[0, 0], [0, 1], [1, 0], [1, 1]];
    const wanted = [true, true, true, false];
    const activation = {
      sigmoid: (s) => 1 / (1 + Math.exp(-s)),
      relu: (s) => Math.max(0, s),
      identity: (s) => s,
    }[state.activation];
    const top = state.activation === "sigmoid" ? 1 : 4;
    const { w1, w2, bias } = state;
    const sum = (x1, x2) => w1 * x1 + w2 * x2 + bias;
    const x = (value) => (value - low) / (high - low) * side;

    const centres = Array.from({ length: cells }, (_, i) => low + (i + 0.5) * (high - low) / cells);
    const values = [...centres].reverse().map((x2) => centres.map((x1) => activation(sum(x1, x2))));
    for (const [level, d] of Object.entries(levelPaths(values, top, 10))) mark(`level${level}`, { d });

    const length = Math.hypot(w1, w2);
    const middle = (low + high) / 2;
    const away = sum(middle, middle) / (length ** 2 || 1);
    const place = `${mapped(x(middle - away * w1))} ${mapped(side - x(middle - away * w2))}`;
    const angle = Math.atan2(-w2, w1) * 180 / Math.PI;
    mark("line", { transform: `translate(${place}) rotate(${mapped(angle)})`, visibility: length ? "visible" : "hidden" });

    const sums = corners.map((corner) => sum(...corner));
    sums.forEach((s, i) => mark(`corner${i}`, { text: shown(activation(s)) }));
    mark("high", { text: shown(top, 0) });
    const signed = state.activation === "identity";
    mark("low", { text: signed ? shown(-top, 0) : "" });
    mark("below", { visibility: signed ? "visible" : "hidden" });

    const named = corners.map((corner) => `(${corner.join(", ")})`);
    const outputs = sums.map((s, i) => `${shown(activation(s))} at ${named[i]}`);
    const above = named.filter((_, i) => sums[i] > 0);
    const right = sums.filter((s, i) => s > 0 === wanted[i]).length;
    return `Output ${listed(outputs)}. The sum is above 0 at ${above.length ? listed(above) : "no corner"}: `
      + `${right} of 4 as wanted.`;
  },
});
