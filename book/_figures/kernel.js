
(() => {
  const { levelPaths, shown } = lessonFigures;
  const [lefts, top, cell, out] = [[6, 199], 22, 7, 22];
  const isSame = (one, other) => one.every((value, i) => value === other[i]);

  // The sum of nine products at every place of the window.
  const slide = ({ weights, divisor }, { picture }) => {
    const grey = picture.map((row) => [...row].map((digit) => parseInt(digit, 16) * 17));
    const sum = (i, j) => weights.reduce((total, weight, k) => total + weight * grey[i + Math.floor(k / 3)][j + k % 3], 0);
    const places = Array.from({ length: out }, (_, i) => i);
    return places.map((i) => places.map((j) => sum(i, j) / Number(divisor)));
  };

  lessonFigures.figure("kernel", {
    draw: (state, mark, data) => {
      const { weights, divisor, row, column } = state;
      const result = slide(state, data);
      const strength = weights.reduce((total, weight) => total + Math.abs(weight), 0) / Number(divisor);
      const paths = levelPaths(result, 255 * Math.max(1, strength / 3), 10);
      for (const [level, d] of Object.entries(paths)) mark(`level${level}`, { d });
      const at = (left) => ({ transform: `translate(${left + cell * column} ${top + cell * row})` });
      mark("window3", at(lefts[0]));
      mark("window1", at(lefts[1]));
      const total = result[row][column];
      const side = total > 0 ? "above 0, blue" : "below 0, red";
      return `With the window at row ${row}, column ${column}, the nine products add up to `
        + `${shown(total, 0)}: ${shown(total, 0) === "0" ? "no colour" : side}.`;
    },
    changed: (name, { kernel, weights, divisor }, { kernels }) => {
      if (name === "kernel" && kernels[kernel]) return { weights: kernels[kernel][0], divisor: kernels[kernel][1] };
      if (name !== "weights" && name !== "divisor") return {};
      const known = Object.keys(kernels).find((key) => isSame(kernels[key][0], weights) && kernels[key][1] === divisor);
      return { kernel: known || "own" };
    },
    // A click on either picture puts the window there.
    play: ({ svg, point, set }) => svg.addEventListener("click", (event) => {
      const { x, y } = point(event);
      const isMap = x >= lefts[1];
      const place = (value) => Math.max(0, Math.min(out - 1, Math.floor(value / cell) - (isMap ? 0 : 1)));
      set({ column: place(x - lefts[isMap ? 1 : 0]), row: place(y - top) });
    }),
  });
})();
