// Draws the charts from their specifications: fills in the style sheet's colours and keeps up with light, dark, paper and size.
(() => {
  'use strict';
  const specs = JSON.parse(document.getElementById('chart-specs').textContent);
  const root = document.documentElement;
  const picture = location.hash === '#scaling';
  root.classList.toggle('picture', picture);
  root.classList.toggle('paper', picture);
  const charts = new Map();

  // The area between low and high of series.band, whatever part of it is in view.
  const bandOf = (band, color) => (params, api) => ({
    type: 'polygon',
    shape: { points: [...band.map(([x, low]) => api.coord([x, low])), ...band.toReversed().map(([x, , high]) => api.coord([x, high]))] },
    style: { fill: color }
  });

  function filled(node, style) {
    if (typeof node === 'string') return /^@[a-z-]+$/.test(node) ? style.getPropertyValue('--' + node.slice(1)).trim() : node;
    if (Array.isArray(node)) return node.map(each => filled(each, style));
    if (node === null || typeof node !== 'object') return node;
    if (node.renderItem === '@band') {
      const { band, ...rest } = node;
      return { ...filled({ ...rest, renderItem: null }, style), renderItem: bandOf(band, filled(node.itemStyle.color, style)) };
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === 'name' ? value : filled(value, style)]));
  }

  // Beside the page the legend is HTML; a picture carries its own.
  function withLegend(option, id) {
    const entries = [...document.querySelectorAll(`button[data-chart="${id}"]`)].map(button => ({
      name: button.dataset.series,
      ...(button.querySelector('path').getAttribute('d') === 'M0 10H36' && { icon: 'path://M0 9H24V11H0Z' })
    }));
    const ink = getComputedStyle(root).getPropertyValue('--ink').trim();
    const paper = getComputedStyle(root).getPropertyValue('--page').trim();
    return {
      ...option,
      backgroundColor: paper,
      legend: { show: true, bottom: 8, left: 'center', width: 900, itemGap: 18, data: entries, textStyle: { color: ink, fontSize: 13 } },
      grid: { ...option.grid, bottom: 120, right: 24, top: 20 }
    };
  }

  function draw(id) {
    const place = document.getElementById(id);
    const option = filled(specs[id], getComputedStyle(root));
    charts.get(id)?.dispose();
    const chart = echarts.init(place, null, { renderer: 'svg' });
    chart.setOption(picture ? withLegend(option, id) : option);
    document.querySelectorAll(`button[data-chart="${id}"][aria-pressed=false]`)
      .forEach(button => chart.dispatchAction({ type: 'legendUnSelect', name: button.dataset.series }));
    charts.set(id, chart);
  }

  const ids = picture ? ['scaling-chart'].filter(id => id in specs) : Object.keys(specs);
  const drawAll = () => ids.forEach(draw);
  drawAll();
  const sizes = new ResizeObserver(entries => entries.forEach(entry => charts.get(entry.target.id)?.resize()));
  ids.forEach(id => sizes.observe(document.getElementById(id)));

  document.addEventListener('click', event => {
    const button = event.target.closest('button[data-series]');
    if (!button) return;
    const shown = button.getAttribute('aria-pressed') === 'false';
    button.setAttribute('aria-pressed', String(shown));
    charts.get(button.dataset.chart)
      .dispatchAction({ type: shown ? 'legendSelect' : 'legendUnSelect', name: button.dataset.series });
  });

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  addEventListener('beforeprint', () => {
    root.classList.add('paper');
    drawAll();
  });
  addEventListener('afterprint', () => {
    root.classList.toggle('paper', picture);
    drawAll();
  });
})();
