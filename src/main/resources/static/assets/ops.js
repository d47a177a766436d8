/*
 * Draws a plot above each table that says of which kind it is, and folds the table up. All that a
 * plot shows stands in its table: without script nothing is missing.
 */
(() => {
  "use strict";

  const UNITS = [["seconds", 1], ["minutes", 60], ["hours", 3600], ["days", 86400]];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  /** The labels of the rows, and the columns that are series. */
  function read(table) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const value = (cell) => (cell.dataset.value === undefined ? null : Number(cell.dataset.value));
    return {
      labels: rows.map((row) => row.cells[0].textContent.trim()),
      series: heads
        .map((head, column) => ({ head, column }))
        .filter(({ head }) => "series" in head.dataset)
        .map(({ head, column }) => ({
          name: head.textContent.trim(),
          values: rows.map((row) => value(row.cells[column])),
          words: rows.map((row) => row.cells[column].textContent.trim()),
        })),
    };
  }

  /** The largest unit in which the longest of these times is at least two. */
  function unit(times) {
    const longest = Math.max(0, ...times);
    return [...UNITS].reverse().find(([, seconds]) => longest >= 2 * seconds) || UNITS[0];
  }

  const measured = (values, seconds) => values.map((value) => (value === null ? null : value / seconds));

  /** Series differ in colour, and in form for those who do not see it. */
  const filled = () => ({ backgroundColor: colour("--first"), borderColor: colour("--first"), borderWidth: 2 });
  const hollow = () => ({ backgroundColor: colour("--paper"), borderColor: colour("--second"), borderWidth: 2 });
  const faint = () => ({ backgroundColor: "transparent", borderColor: colour("--soft"), borderWidth: 1 });

  const KINDS = {
    lengths({ labels, series }) {
      const [name, seconds] = unit(series.flatMap((one) => one.values));
      const looks = [filled(), hollow()];
      return {
        type: "bar",
        data: {
          labels,
          datasets: series.map((one, n) => ({ label: one.name, data: measured(one.values, seconds), words: one.words, ...looks[n] })),
        },
        options: { indexAxis: "y", scales: { x: axis(name, { beginAtZero: true }), y: axis() } },
      };
    },

    weeks({ labels, series: [incidents, recovery] }) {
      const [name, seconds] = unit(recovery.values);
      return {
        type: "bar",
        data: {
          labels,
          datasets: [
            {
              type: "line", label: `${recovery.name} (${name})`, data: measured(recovery.values, seconds),
              words: recovery.words, ...filled(), pointRadius: 4, spanGaps: true, yAxisID: "y",
            },
            { label: incidents.name, data: incidents.values, words: incidents.words, ...faint(), yAxisID: "number" },
          ],
        },
        options: {
          scales: {
            x: axis(),
            y: axis(name, { beginAtZero: true }),
            number: axis("incidents", { position: "right", beginAtZero: true, grid: { drawOnChartArea: false } }, 0),
          },
        },
      };
    },

    shares({ labels, series }) {
      const looks = [filled(), hollow()];
      const worst = Math.min(100, ...series.flatMap((one) => one.values).filter((value) => value !== null));
      return {
        type: "line",
        data: {
          labels,
          datasets: series.map((one, n) => ({
            label: one.name, data: one.values, words: one.words, ...looks[n], showLine: false, clip: false,
            pointRadius: [5, 8][n], pointStyle: ["circle", "rectRot"][n],
          })),
        },
        options: {
          indexAxis: "y",
          scales: { x: axis("per cent of the time", { suggestedMin: Math.floor(worst - 0.5), max: 100 }), y: axis(undefined, { offset: true }) },
        },
      };
    },
  };

  function axis(title, more = {}, precision) {
    return {
      ticks: { color: colour("--ink"), autoSkip: title !== undefined, precision },
      grid: { color: colour("--line") },
      title: { display: title !== undefined, text: title, color: colour("--soft") },
      ...more,
    };
  }

  function draw(table) {
    const kind = KINDS[table.dataset.plot];
    const data = read(table);
    const frame = document.createElement("div");
    frame.className = "plot";
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `Plot: ${table.caption.textContent}. The table below says the same.`);
    frame.append(canvas);
    if (table.dataset.plot !== "weeks") {
      frame.style.height = `${7 + 2.6 * data.labels.length}rem`;
    }
    const details = table.closest("details");
    details.before(frame);
    details.open = false;
    const config = () => {
      const { type, data: shown, options } = kind(data);
      return {
        type,
        data: shown,
        options: {
          ...options,
          maintainAspectRatio: false,
          animation: still.matches ? false : { duration: 300 },
          plugins: {
            legend: { labels: { color: colour("--ink"), usePointStyle: type === "line" } },
            tooltip: { callbacks: { label: ({ dataset, dataIndex }) => `${dataset.label}: ${dataset.words[dataIndex]}` } },
          },
        },
      };
    };
    let plot = new Chart(canvas, config());
    dark.addEventListener("change", () => {
      plot.destroy();
      plot = new Chart(canvas, config());
    });
  }

  if (window.Chart) {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 13;
    document.querySelectorAll("table[data-plot]").forEach(draw);
  }
})();
