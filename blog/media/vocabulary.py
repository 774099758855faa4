"""The elements and attributes of SVG that draw; what is not named here is left out of an uploaded drawing.

From SVG 2 (W3C, appendices "Element Index" and "Attribute Index") without scripts, links, foreign content, metadata,
sounds and what fetches or waits for somebody.
"""

ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "style", "image", "view"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
    *("text", "tspan", "textPath", "marker", "pattern", "mask", "clipPath"),
    *("linearGradient", "radialGradient", "stop", "filter"),
    *("feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow", "feFlood", "feFuncA"),
    *("feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset"),
    *("animate", "animateTransform", "animateMotion", "mpath"),
}
ANIMATIONS = {"animate", "animateTransform", "animateMotion"}
REFERENCE = "href"  # also xlink:href, which is written as href

ATTRIBUTES = {
    *("id", "class", "lang", "transform", "viewBox", "preserveAspectRatio", "style", "type", "media", "version"),
    *("x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "fx", "fy", "fr", "d", "points"),
    *("width", "height", "pathLength", "rotate", "textLength", "lengthAdjust", "startOffset", "method", "spacing"),
    *("offset", "gradientUnits", "gradientTransform", "spreadMethod", "patternUnits", "patternContentUnits"),
    *("patternTransform", "clipPathUnits", "maskUnits", "maskContentUnits", "markerUnits", "markerWidth"),
    *("markerHeight", "refX", "refY", "orient", "filterUnits", "primitiveUnits", "in", "in2", "result", "mode"),
    *("values", "tableValues", "slope", "intercept", "amplitude", "exponent", "operator", "k1", "k2", "k3", "k4"),
    *("stdDeviation", "radius", "edgeMode", "systemLanguage"),
    *("attributeName", "begin", "dur", "end", "repeatCount", "repeatDur", "from", "to", "by", "keyTimes"),
    *("keySplines", "keyPoints", "calcMode", "additive", "accumulate", "fill", "path"),
    # Presentation attributes.
    *("alignment-baseline", "baseline-shift", "clip-path", "clip-rule", "color", "color-interpolation"),
    *(
        "color-interpolation-filters",
        "direction",
        "display",
        "dominant-baseline",
        "fill-opacity",
        "fill-rule",
        "filter",
    ),
    *("flood-color", "flood-opacity", "font-family", "font-size", "font-size-adjust", "font-stretch", "font-style"),
    *("font-variant", "font-weight", "glyph-orientation-vertical", "image-rendering", "isolation", "letter-spacing"),
    *("lighting-color", "marker-end", "marker-mid", "marker-start", "mask", "mask-type", "mix-blend-mode", "opacity"),
    *("overflow", "paint-order", "shape-rendering", "stop-color", "stop-opacity", "stroke", "stroke-dasharray"),
    *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width"),
    *("text-anchor", "text-decoration", "text-rendering", "transform-origin", "unicode-bidi", "vector-effect"),
    *("visibility", "word-spacing", "white-space", "writing-mode"),
}
