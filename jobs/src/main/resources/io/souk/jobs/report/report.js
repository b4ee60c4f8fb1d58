/* Draws the charts of the report from its data block. Texts reach the page by textContent or canvas, never as markup. */
(function () {
  "use strict";

  const data = JSON.parse(document.getElementById("chart-data").textContent);
  const plots = Array.from(document.querySelectorAll("[data-chart]"));
  const drawn = new Map();
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat("en-US", { notation: "compact", maximumSignificantDigits: 3 });
  const percents = new Intl.NumberFormat("en-US", { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const DAY = 86400000;

  const buyers = (value) => counts.format(value);
  const money = (value) => counts.format(value) + " " + data.currency;
  const axisNumber = (value) => short.format(value).replace("K", " k").replace("M", " m").replace("B", " bn").replace("T", " tn");
  const axisPercent = (value) => Math.round(value * 100) + "%";
  const longDay = (text) => Number(text.slice(8)) + " " + MONTHS[Number(text.slice(5, 7)) - 1] + " " + text.slice(0, 4);

  function colours() {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue("--" + name).trim();
    return {
      ink: of("ink"), soft: of("soft"), line: of("line"), grid: of("grid"), panel: of("panel"),
      none: of("none"), total: of("total"), accent: of("accent"), hover: of("hover"),
      series: [1, 2, 3, 4, 5, 6, 7, 8].map((i) => of("s" + i)),
      tiers: [1, 2, 3, 4, 5, 6].map((i) => of("t" + i)),
    };
  }

  function tip(title, rows) {
    const box = document.createElement("div");
    box.className = "tip";
    const head = box.appendChild(document.createElement("div"));
    head.className = "tip-title";
    head.textContent = title;
    for (const row of rows) {
      const line = box.appendChild(document.createElement("div"));
      line.className = "tip-row";
      const mark = line.appendChild(document.createElement("span"));
      mark.className = "tip-mark";
      mark.style.backgroundColor = row.colour;
      line.appendChild(document.createElement("span")).textContent = row.name;
      const value = line.appendChild(document.createElement("span"));
      value.className = "tip-value";
      value.textContent = row.value;
    }
    return box;
  }

  function tooltip(c, trigger, formatter) {
    return {
      trigger: trigger, confine: true, transitionDuration: 0, appendToBody: false, formatter: formatter,
      backgroundColor: c.panel, borderColor: c.line, textStyle: { color: c.ink },
      axisPointer: trigger === "axis" ? { type: "line", lineStyle: { color: c.soft, width: 1, type: "solid" } } : undefined,
    };
  }

  function legend(c) {
    return {
      type: "plain", left: 0, right: 0, top: 0, itemWidth: 14, itemHeight: 9, itemGap: 14, icon: "roundRect",
      textStyle: { color: c.soft, fontSize: 12.5 }, inactiveColor: c.line,
      formatter: (name) => (name.length > 26 ? name.slice(0, 25) + "…" : name),
    };
  }

  const ruler = document.createElement("canvas").getContext("2d");

  /* Pixels that the widest of these texts takes on a chart. */
  function widest(texts, size) {
    ruler.font = size + "px " + getComputedStyle(document.body).fontFamily;
    return Math.max(0, ...texts.map((text) => ruler.measureText(text).width));
  }

  /* Height of the legend of these names, to leave room for it. */
  function legendHeight(names, width) {
    let rows = 1;
    let used = 0;
    for (const name of names) {
      const item = 33 + widest([name.slice(0, 26)], 12.5);
      if (used > 0 && used + item > width - 8) {
        rows += 1;
        used = 0;
      }
      used += item;
    }
    return rows * 23 + 8;
  }

  function valueAxis(c, format, more) {
    return Object.assign({
      type: "value", splitNumber: 4,
      axisLabel: { color: c.soft, fontSize: 12, formatter: format },
      splitLine: { lineStyle: { color: c.grid } },
    }, more);
  }

  function timeAxis(c, dates) {
    const span = Date.parse(dates[dates.length - 1]) - Date.parse(dates[0]);
    return {
      type: "time", boundaryGap: false, splitNumber: 5,
      axisLine: { lineStyle: { color: c.line } }, axisTick: { show: false }, splitLine: { show: false },
      axisLabel: {
        color: c.soft, fontSize: 12, hideOverlap: true, showMinLabel: false, showMaxLabel: false,
        formatter: (value) => {
          const at = new Date(value);
          const month = MONTHS[at.getMonth()];
          if (span < 100 * DAY) {
            return at.getDate() + " " + month;
          }
          return at.getMonth() === 0 ? String(at.getFullYear()) : month;
        },
      },
    };
  }

  function lineColour(c, line, palette) {
    if (line.isTotal) {
      return c.total;
    }
    return line.colour < 0 ? c.none : palette[line.colour % palette.length];
  }

  function trendTip(c, trend, palette, format, order) {
    return (points) => {
      const at = points[0].dataIndex;
      const rows = trend.lines
        .filter((line) => line.values[at] !== null)
        .map((line) => ({ name: line.name, number: line.values[at], value: format(line.values[at]), colour: lineColour(c, line, palette) }));
      if (order) {
        rows.sort((a, b) => b.number - a.number);
      }
      return tip((trend.daysPerPoint > 1 && order !== "window" ? trend.daysPerPoint + " days to " : "") + longDay(trend.dates[at]), rows);
    };
  }

  /* A line where the windows begin to lie wholly in the data. */
  function completeness(c, trend) {
    const last = trend.dates[trend.dates.length - 1];
    if (!trend.completeFrom || trend.completeFrom <= trend.dates[0] || trend.completeFrom > last) {
      return undefined;
    }
    return {
      silent: true, animation: false, symbol: "none", label: { show: false },
      lineStyle: { color: c.soft, width: 1.2, type: [4, 4] }, data: [{ xAxis: trend.completeFrom }],
    };
  }

  function lines(id, format, axisFormat) {
    return (c, width) => {
      const trend = data[id];
      const names = trend.lines.map((line) => line.name);
      const gap = legendHeight(names, width);
      return {
        legend: legend(c),
        grid: { left: 4, right: 10, top: gap + 6, bottom: 4, containLabel: true },
        tooltip: tooltip(c, "axis", trendTip(c, trend, c.series, format, "window")),
        xAxis: timeAxis(c, trend.dates),
        yAxis: valueAxis(c, axisFormat),
        series: trend.lines.map((line, i) => ({
          type: "line", name: line.name, showSymbol: trend.dates.length < 3, symbolSize: 6, connectNulls: false,
          data: trend.dates.map((date, at) => [date, line.values[at]]),
          itemStyle: { color: lineColour(c, line, c.series) },
          lineStyle: { width: 2.1, type: line.isTotal ? [5, 4] : "solid" },
          emphasis: { focus: "series" }, markLine: i === 0 ? completeness(c, trend) : undefined,
        })),
      };
    };
  }

  function areas(id, format) {
    return (c, width) => {
      const trend = data[id];
      const gap = legendHeight(trend.lines.map((line) => line.name), width);
      return {
        legend: legend(c),
        grid: { left: 4, right: 10, top: gap + 6, bottom: 4, containLabel: true },
        tooltip: tooltip(c, "axis", trendTip(c, trend, c.tiers, format)),
        xAxis: timeAxis(c, trend.dates),
        yAxis: valueAxis(c, axisNumber),
        series: trend.lines.map((line, i) => ({
          type: "line", name: line.name, stack: "all", markLine: i === 0 ? completeness(c, trend) : undefined, showSymbol: trend.dates.length < 3,
          data: trend.dates.map((date, at) => [date, line.values[at] === null ? 0 : line.values[at]]),
          itemStyle: { color: lineColour(c, line, c.tiers) },
          lineStyle: { width: 0.8, color: c.panel }, areaStyle: { opacity: 1 }, emphasis: { focus: "series" },
        })),
      };
    };
  }

  function columns(id, tiers) {
    return (c, width) => {
      const trend = data[id];
      const palette = tiers ? c.tiers : c.series;
      const gap = legendHeight(trend.lines.map((line) => line.name), width);
      const last = trend.lines.length - 1;
      return {
        legend: legend(c),
        grid: { left: 4, right: 10, top: gap + 6, bottom: 4, containLabel: true },
        tooltip: tooltip(c, "axis", trendTip(c, trend, palette, money)),
        xAxis: Object.assign(timeAxis(c, trend.dates), { boundaryGap: ["1%", "1%"] }),
        yAxis: valueAxis(c, axisNumber),
        series: trend.lines.map((line, i) => ({
          type: "bar", name: line.name, stack: "all", barCategoryGap: trend.dates.length > 60 ? "6%" : "24%", barMaxWidth: 22,
          data: trend.dates.map((date, at) => [date, line.values[at] === null ? 0 : line.values[at]]),
          itemStyle: { color: lineColour(c, line, palette), borderRadius: i === last ? [1.5, 1.5, 0, 0] : 0 },
        })),
      };
    };
  }

  function growth(c, width) {
    const steps = data.growth.steps;
    const kinds = [
      { key: "retained", name: "retained", colour: c.none },
      { key: "resurrected", name: "resurrected", colour: c.series[4] },
      { key: "new", name: "new", colour: c.series[0] },
      { key: "churned", name: "churned", colour: c.series[1] },
    ];
    const gap = legendHeight(kinds.map((kind) => kind.name), width);
    return {
      legend: legend(c),
      grid: { left: 4, right: 10, top: gap + 6, bottom: 4, containLabel: true },
      tooltip: tooltip(c, "axis", (points) => {
        const step = steps[points[0].dataIndex];
        return tip("30 days to " + longDay(step.date), kinds.map((kind) => ({
          name: kind.name, colour: kind.colour, value: step[kind.key] === null ? "unknown" : buyers(step[kind.key]),
        })));
      }),
      xAxis: {
        type: "category", data: steps.map((step) => step.date), axisTick: { show: false },
        axisLine: { onZero: true, lineStyle: { color: c.soft } },
        axisLabel: {
          color: c.soft, fontSize: 12, hideOverlap: true, margin: 10,
          formatter: (date) => Number(date.slice(8)) + " " + MONTHS[Number(date.slice(5, 7)) - 1],
        },
      },
      yAxis: valueAxis(c, axisNumber),
      series: kinds.map((kind) => ({
        type: "bar", name: kind.name, stack: "all", barCategoryGap: "30%", itemStyle: { color: kind.colour },
        data: steps.map((step) => (step[kind.key] === null ? null : kind.key === "churned" ? -step[kind.key] : step[kind.key])),
      })),
    };
  }

  function bridge(c, width) {
    const steps = data.bridge;
    const bars = [];
    let level = 0;
    for (const step of steps) {
      const from = step.isTotal ? 0 : level;
      level = step.isTotal ? step.amount : level + step.amount;
      bars.push({ low: Math.min(from, level), size: Math.abs(level - from) });
    }
    const narrow = width < 520;
    const category = {
      type: "category", data: steps.map((step) => step.name), axisTick: { show: false },
      axisLine: { lineStyle: { color: c.line } }, inverse: narrow,
      axisLabel: { color: c.soft, fontSize: 12, interval: 0 },
    };
    const highest = Math.max(...bars.map((bar) => bar.low + bar.size));
    const value = valueAxis(c, axisNumber, narrow ? { max: highest * 1.24, axisLabel: { show: false }, splitLine: { show: false } } : {});
    return {
      grid: narrow ? nameGrid(steps.map((step) => step.name), width * 2, 8) : { left: 4, right: 10, top: 24, bottom: 4, containLabel: true },
      tooltip: tooltip(c, "item", (point) => tip(steps[point.dataIndex].name, [
        { name: "", colour: point.color, value: money(steps[point.dataIndex].amount) },
      ])),
      xAxis: narrow ? value : category,
      yAxis: narrow ? category : value,
      series: [
        { type: "bar", stack: "all", stackStrategy: "all", silent: true, itemStyle: { color: "transparent" }, data: bars.map((bar) => bar.low), tooltip: { show: false } },
        {
          type: "bar", stack: "all", stackStrategy: "all", barMaxWidth: 74, barCategoryGap: "34%",
          data: bars.map((bar, i) => ({
            value: bar.size,
            itemStyle: { color: steps[i].isTotal ? c.series[0] : c.series[1], borderRadius: 2 },
          })),
          label: {
            show: true, position: narrow ? "right" : "top", color: c.ink, fontSize: 12,
            formatter: (point) => axisNumber(steps[point.dataIndex].amount).replace("-", "−"),
          },
        },
      ],
    };
  }

  const SYMBOLS = ["circle", "rect", "triangle", "diamond", "path://M0 0L10 0L5 9Z", "path://M3 0h4v3h3v4h-3v3h-4v-3h-3v-4h3z"];

  function rowHeight(id, count, least) {
    const plot = document.getElementById("plot-" + id);
    if (plot) {
      plot.style.height = Math.max(least, 64 + count * 34) + "px";
    }
  }

  function nameWidth(names, width) {
    return Math.ceil(Math.min(widest(names, 12.5) + 2, 170, width * 0.36));
  }

  function nameGrid(names, width, top) {
    return { left: nameWidth(names, width) + 12, right: 26, top: top, bottom: 26, containLabel: false };
  }

  function nameAxis(c, names, width) {
    return {
      type: "category", data: names.map((name, i) => String(i)), inverse: true, axisTick: { show: false },
      axisLine: { show: false }, splitLine: { show: true, lineStyle: { color: c.grid } },
      axisLabel: {
        color: c.ink, fontSize: 12.5, width: nameWidth(names, width), overflow: "truncate",
        formatter: (i) => names[Number(i)],
      },
    };
  }

  function channels(c, width) {
    const attribution = data.attribution;
    const names = attribution.channels.map((channel) => channel.name);
    const gap = legendHeight(attribution.models, width);
    const spread = attribution.channels.map((channel) => [Math.min(...channel.net), Math.max(...channel.net)]);
    return {
      legend: Object.assign(legend(c), { data: attribution.models.map((model, i) => ({ name: model, icon: SYMBOLS[i % SYMBOLS.length] })) }),
      grid: nameGrid(names, width, gap + 6),
      tooltip: tooltip(c, "item", (point) => tip(names[point.value[1]], attribution.models.map((model, i) => ({
        name: model, colour: c.series[i % c.series.length], value: money(attribution.channels[point.value[1]].net[i]),
      })))),
      xAxis: valueAxis(c, axisNumber, { splitNumber: width < 520 ? 3 : 5, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: c.line } } }),
      yAxis: nameAxis(c, names, width),
      series: [
        { type: "bar", stack: "spread", stackStrategy: "all", silent: true, barWidth: 3, itemStyle: { color: "transparent" }, data: spread.map((pair) => pair[0]), tooltip: { show: false } },
        { type: "bar", stack: "spread", stackStrategy: "all", silent: true, barWidth: 3, itemStyle: { color: c.line }, data: spread.map((pair) => pair[1] - pair[0]), tooltip: { show: false } },
      ].concat(attribution.models.map((model, i) => ({
        type: "scatter", name: model, symbol: SYMBOLS[i % SYMBOLS.length], symbolSize: i % SYMBOLS.length === 3 ? 13 : 11,
        itemStyle: { color: c.series[i % c.series.length], opacity: 0.92, borderColor: c.panel, borderWidth: 1 },
        data: attribution.channels.map((channel, at) => [channel.net[i], at]),
      }))),
    };
  }

  function sharers(c, width) {
    const attribution = data.attribution;
    const types = attribution.sharerTypes;
    const totals = attribution.models.map((model, i) => types.reduce((sum, type) => sum + type.net[i], 0));
    const gap = legendHeight(types.map((type) => type.name), width);
    return {
      legend: legend(c),
      grid: nameGrid(attribution.models, width, gap + 6),
      tooltip: tooltip(c, "axis", (points) => {
        const at = points[0].dataIndex;
        return tip(attribution.models[at], types.map((type, i) => ({
          name: type.name, colour: type.name === "none" ? c.none : c.series[i % c.series.length],
          value: money(type.net[at]) + (totals[at] > 0 ? " · " + percents.format(type.net[at] / totals[at]) : ""),
        })));
      }),
      xAxis: valueAxis(c, axisPercent, { max: 1, interval: 0.25 }),
      yAxis: Object.assign(nameAxis(c, attribution.models, width), { splitLine: { show: false } }),
      series: types.map((type, i) => ({
        type: "bar", name: type.name, stack: "all", barMaxWidth: 26,
        itemStyle: { color: type.name === "none" ? c.none : c.series[i % c.series.length] },
        data: type.net.map((net, at) => (totals[at] > 0 ? net / totals[at] : 0)),
      })),
    };
  }

  function funnel(c, width) {
    const steps = data.funnel.steps;
    const sharers = data.funnel.sharers;
    const colour = (sharer, i) => (sharer.name === "none" ? c.none : c.series[i % c.series.length]);
    const totals = steps.map((step, at) => sharers.reduce((sum, sharer) => sum + sharer.counts[at], 0));
    return {
      legend: legend(c),
      grid: nameGrid(steps, width, legendHeight(sharers.map((sharer) => sharer.name), width) + 6),
      tooltip: tooltip(c, "axis", (points) => {
        const at = points[0].dataIndex;
        return tip(steps[at] + ": " + counts.format(totals[at]), sharers.map((sharer, i) => ({
          name: sharer.name, colour: colour(sharer, i), value: counts.format(sharer.counts[at]),
        })));
      }),
      xAxis: valueAxis(c, axisNumber, { splitNumber: width < 520 ? 3 : 5 }),
      yAxis: Object.assign(nameAxis(c, steps, width), { splitLine: { show: false } }),
      series: sharers.map((sharer, i) => ({
        type: "bar", name: sharer.name, stack: "all", barMaxWidth: 40, itemStyle: { color: colour(sharer, i) },
        data: sharer.counts,
      })),
    };
  }

  function chains(c, width) {
    const months = data.chains;
    const name = (month) => MONTHS[Number(month.month.slice(5, 7)) - 1] + " " + month.month.slice(0, 4);
    const depths = months[0].shares.map((count, i, all) => "depth " + (i + 1) + (i === all.length - 1 ? " and more" : ""));
    const factor = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return {
      legend: legend(c),
      grid: { left: 4, right: 10, top: legendHeight(depths.concat("K-factor"), width) + 22, bottom: 4, containLabel: true },
      tooltip: tooltip(c, "axis", (points) => {
        const month = months[points[0].dataIndex];
        return tip(name(month), depths.map((depth, i) => ({
          name: depth, colour: c.tiers[i % c.tiers.length], value: counts.format(month.shares[i]) + " shares",
        })).concat([{ name: "K-factor", colour: c.accent, value: month.k === null ? "none" : factor.format(month.k) }]));
      }),
      xAxis: {
        type: "category", data: months.map(name), axisTick: { show: false }, axisLine: { lineStyle: { color: c.line } },
        axisLabel: { color: c.soft, fontSize: 12, hideOverlap: true },
      },
      yAxis: [
        valueAxis(c, axisNumber, { name: "shares", nameTextStyle: { color: c.soft } }),
        valueAxis(c, (value) => factor.format(value), { name: "K", nameTextStyle: { color: c.soft }, min: 0, splitLine: { show: false } }),
      ],
      series: depths.map((depth, i) => ({
        type: "bar", name: depth, stack: "all", barMaxWidth: 44, itemStyle: { color: c.tiers[i % c.tiers.length] },
        data: months.map((month) => month.shares[i]),
      })).concat([{
        type: "line", name: "K-factor", yAxisIndex: 1, symbolSize: 7, lineStyle: { color: c.accent, width: 2 },
        itemStyle: { color: c.accent }, data: months.map((month) => month.k),
      }]),
    };
  }

  function rivals(c, width) {
    const places = data.rivals;
    const names = places.map((place) => place.name);
    const low = places.map((place) => Math.min(place.buyers, place.gmv));
    const size = places.map((place) => Math.abs(place.buyers - place.gmv));
    const mark = (name, symbol, colour, key) => ({
      type: "scatter", name: name, symbol: symbol, symbolSize: symbol === "diamond" ? 16 : 13,
      itemStyle: { color: colour, borderColor: c.panel, borderWidth: 1 },
      data: places.map((place, i) => [place[key], i]),
    });
    return {
      legend: Object.assign(legend(c), { data: [{ name: "of buyers", icon: "circle" }, { name: "of GMV", icon: "diamond" }] }),
      grid: nameGrid(names, width, 36),
      tooltip: tooltip(c, "item", (point) => {
        const place = places[point.value[1]];
        return tip(place.name, [
          { name: "of buyers", colour: c.series[0], value: percents.format(place.buyers) },
          { name: "of GMV", colour: c.series[1], value: percents.format(place.gmv) },
        ]);
      }),
      xAxis: valueAxis(c, axisPercent, { min: 0, splitLine: { show: false }, axisLine: { show: true, lineStyle: { color: c.line } } }),
      yAxis: nameAxis(c, names, width),
      series: [
        { type: "bar", stack: "spread", silent: true, barWidth: 3, itemStyle: { color: "transparent" }, data: low, tooltip: { show: false } },
        { type: "bar", stack: "spread", silent: true, barWidth: 3, itemStyle: { color: c.line }, data: size, tooltip: { show: false } },
        mark("of buyers", "circle", c.series[0], "buyers"),
        mark("of GMV", "diamond", c.series[1], "gmv"),
      ],
    };
  }

  const charts = {
    "buyers-year": lines("buyers-year", buyers, axisNumber),
    "buyers-month": lines("buyers-month", buyers, axisNumber),
    "buyers-tier": areas("buyers-tier", buyers),
    "sales-platform": columns("sales-platform", false),
    "sales-tier": columns("sales-tier", true),
    "share-trend": lines("share-trend", percents.format, axisPercent),
    "growth": growth,
    "bridge": bridge,
    "channels": channels,
    "sharers": sharers,
    "funnel": funnel,
    "chains": chains,
    "rivals": rivals,
  };

  function draw(plot) {
    const build = charts[plot.dataset.chart];
    const c = colours();
    let chart = drawn.get(plot);
    if (!chart) {
      chart = echarts.init(plot, null, { renderer: "canvas" });
      drawn.set(plot, chart);
    } else {
      chart.resize();
    }
    const font = getComputedStyle(document.body).fontFamily;
    chart.setOption(Object.assign({
      animation: !still.matches && !drawn.settled, animationDuration: 350, textStyle: { fontFamily: font },
    }, build(c, plot.clientWidth)), { notMerge: true });
  }

  function drawAll() {
    plots.forEach(draw);
  }

  if (data.attribution) {
    rowHeight("channels", data.attribution.channels.length, 320);
    rowHeight("sharers", data.attribution.channels.length, 320);
  }
  drawAll();
  drawn.settled = true;

  let waiting = 0;
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth !== width) {
      width = window.innerWidth;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(drawAll, 120);
    }
  });
  dark.addEventListener("change", drawAll);
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.paper = "";
    drawAll();
  });
  window.addEventListener("afterprint", () => {
    delete document.documentElement.dataset.paper;
    drawAll();
  });
})();
