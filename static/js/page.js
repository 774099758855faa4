// What a page adds for readers with scripts; each module finds out whether there is something for it. collectstatic makes
// one file of them.
import "./scheme.js";
import "./late.js";
import "./return.js";
import "./contents.js";
import "./references.js";
import "./figures.js";
import "./copy.js";
import "./copy-text.js";
import "./filter.js";
