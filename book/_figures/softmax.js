
lessonFigures.figure("softmax", {
  draw: (state, mark) => {
    const { listed, mapped, shown } = lessonFigures;
    const classes = ["A", "B", "C"];
    const powers = classes.map((_, i) => Math.exp(state[`score${i}`]));
    const total = powers.reduce((sum, power) => sum + power, 0);
    const probabilities = powers.map((power) => power / total);
    const right = Number(state.right);
    const loss = -Math.log(probabilities[right]);
    const bar = (name, share, label) => {
      mark(`${name}-bar`, { width: mapped(200 * share) });
      mark(name, { x: mapped(92 + 200 * share + 6), text: label });
    };
    probabilities.forEach((p, i) => {
      bar(`p${i}`, p, shown(p));
      mark(`right${i}`, { text: i === right ? "✓ right" : "" });
    });
    bar("loss", loss / 10, shown(loss));
    const parts = probabilities.map((p, i) => `${shown(p)} for ${classes[i]}`);
    return `Probabilities: ${listed(parts)}. The right class is ${classes[right]}, so the loss is `
      + `−ln ${shown(probabilities[right], 3)} = ${shown(loss)}.`;
  },
});
