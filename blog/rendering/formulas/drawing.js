// Runs beside KaTeX in QuickJS: draws a formula and says how wide its boxes are, which KaTeX knows but does not print.
// Widths are in em of the formula's own font. Answers are JSON, because the binding cannot read QuickJS's rope strings.

var macros = {};

// KaTeX's sizes (fontMetrics "sizeMultiplier"), from \tiny to \Huge.
var SIZES = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.44, 1.728, 2.074, 2.488];

// What katex.css, not a style attribute, adds to a box: padding and margins on both sides together, in em.
var EXTRA = {
  'nulldelimiter': 0.12, 'boxpad': 0.6, 'cancel-pad': 0.4, 'cancel-lap': -0.4, 'x-arrow-pad': 1, 'cd-arrow-pad': 0.834,
  'katex-root': -0.278, 'anglpad': 0.078,
};
// Boxes that take no place sideways, whatever they hold.
var WITHOUT_WIDTH = ['katex-strut', 'pstrut', 'vlist-s', 'llap', 'rlap', 'clap', 'katex-thinbox', 'frac-line', 'overline-line', 'underline-line'];

function has(node, name) { return !!node.classes && node.classes.indexOf(name) >= 0; }

function em(node, name) {
  var match = /^(-?[\d.]+)em$/.exec(node.style && node.style[name] || '');
  return match ? parseFloat(match[1]) : 0;
}

function total(nodes) { return nodes.reduce(function (sum, node) { return sum + width(node); }, 0); }

function widest(nodes) { return nodes.reduce(function (most, node) { return Math.max(most, width(node)); }, 0); }

function scale(node) {
  var from = /reset-size(\d+)/.exec(node.classes.join(' ')), to = / size(\d+)/.exec(' ' + node.classes.join(' '));
  return from && to ? SIZES[to[1] - 1] / SIZES[from[1] - 1] : 1;
}

function width(node) {
  if (node.measured === undefined) node.measured = measure(node);
  return node.measured;
}

function measure(node) {
  if (node.text !== undefined) return symbolWidth(node) + beside(node);
  if (!node.children || !node.classes) return 0;
  if (WITHOUT_WIDTH.some(function (name) { return has(node, name); })) return 0;
  if (has(node, 'accent-body') && !has(node, 'accent-full')) return 0;
  var inside = has(node, 'vlist') || has(node, 'vlist-t') ? widest(node.children) : total(node.children);
  var fixed = em(node, 'width') || em(node, 'borderRightWidth');
  var extra = node.classes.reduce(function (sum, name) { return sum + (EXTRA[name] || 0); }, 0);
  return (Math.max(fixed || inside, em(node, 'minWidth')) + extra) * scale(node) + beside(node);
}

// What a style attribute adds at both sides.
function beside(node) {
  return ['paddingLeft', 'paddingRight', 'marginLeft', 'marginRight'].reduce(function (sum, name) { return sum + em(node, name); }, 0);
}

// Several integrals in one sign, for which KaTeX has the width of one: what is missing of the large one and the small one.
var INTEGRALS = {'\u222c': [0.528, 0.346], '\u222d': [1.036, 0.693]};

function symbolWidth(node) {
  if (node.classes.some(function (name) { return /_fallback$/.test(name); })) return Array.from(node.text).length;
  var missing = INTEGRALS[node.text] || [0, 0];
  return node.width + node.italic + missing[has(node, 'small-op') ? 1 : 0];
}

// Boxes that the narrow form may open; all others travel as finished markup.
function opens(node) {
  if (node.text !== undefined) return false;
  return ['katex-base', 'mord', 'minner', 'mtable', 'vlist-t', 'vlist-r', 'vlist', 'mfrac', 'mopen', 'mclose', 'op-limits', 'text', 'katex-tag'].some(
    function (name) { return has(node, name); }) || /^col-align-/.test(node.classes.join(' ')) || node.classes.length === 0;
}

function plain(node) {
  if (node.text !== undefined) return node.text;
  return (node.children || []).map(plain).join('');
}

// How far above or below the base line a box in a stack stands. Its strut, which `top` reckons with, is as high as the
// tallest box of its own stack: only without it do the cells of a row stand level in all columns.
function place(node) {
  var strut = (node.children || [])[0];
  return em(node, 'top') + (strut && has(strut, 'pstrut') ? em(strut, 'height') : 0);
}

var DEEPEST = 60; // boxes in boxes; what is deeper travels as finished markup

// [markup or opening tag, classes, width, height, depth, text or children, margin or top]
function describe(node, level) {
  if (!node.classes) return [node.toMarkup(), '', width(node), node.height || 0, node.depth || 0, plain(node)];
  var box = ['', node.classes.join(' '), width(node), node.height || 0, node.depth || 0];
  if (!node.children || level > DEEPEST || !opens(node)) {
    box[0] = node.toMarkup();
    box.push(plain(node));
  } else {
    var children = node.children;
    node.children = [];
    box[0] = node.toMarkup().replace('</span>', '');
    node.children = children;
    box.push(flatten(children).map(function (child) { return describe(child, level + 1); }));
  }
  box.push(place(node) || em(node, 'marginRight'));
  return box;
}

// Nodes without KaTeX's fragments, which are not written themselves.
function flatten(nodes) {
  var all = [];
  nodes.forEach(function (node) {
    if (node.text === undefined && !node.attributes && node.children) Array.prototype.push.apply(all, flatten(node.children));
    else all.push(node);
  });
  return all;
}

function top(node) { return describe(node, 0); }

// Whether a formula has defined something, by whatever command, for those after it.
function defined(before) {
  var names = Object.keys(macros);
  return names.length !== Object.keys(before).length || names.some(function (name) { return macros[name] !== before[name]; });
}

function draw(tex, displayMode, limit) {
  var before = Object.assign({}, macros);
  try {
    var root = katex.__renderToDomTree(tex, {
      displayMode: displayMode, macros: macros, globalGroup: true, output: 'htmlAndMathml', trust: false, strict: false,
      maxSize: 20, maxExpand: 1000, throwOnError: true,
    });
    var drawing = has(root, 'katex-display') ? root.children[0] : root;
    var lines = drawing.children[1].children;
    var bases = lines.filter(function (node) { return !has(node, 'katex-tag'); });
    var tags = lines.filter(function (node) { return has(node, 'katex-tag'); });
    var most = displayMode ? total(bases) : widest(bases);
    return JSON.stringify({
      mathml: drawing.children[0].toMarkup(),
      bases: bases.map(function (node) { return [node.toMarkup(), width(node)]; }),
      tag: tags.map(function (node) { return node.toMarkup(); }).join(''),
      tagWidth: widest(tags),
      boxes: most > limit ? flatten(bases).map(top) : null,
      tags: most > limit ? tags.map(top) : null,
      defines: defined(before),
    });
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    var position = error.position === undefined ? -1 : error.position;
    return JSON.stringify({
      message: error.rawMessage, position: position, elsewhere: elsewhere(error, tex), defines: defined(before),
    });
  }
}

// KaTeX underlines the offending piece; in a macro's text, it counts from the beginning of that.
function elsewhere(error, tex) {
  const marked = (error.message.match(/[^]\u0332/g) || []).join(''), underlined = marked.replace(/\u0332/g, '');
  const start = error.position, before = tex.slice(Math.max(start - 15, 0), start);
  const found = error.message.includes((start > 15 ? '…' : ': ') + before + marked);
  return start === undefined || found && tex.startsWith(underlined, start) ? '' : underlined;
}
