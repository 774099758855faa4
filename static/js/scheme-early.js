// Sets the colour scheme that the reader chose before anything is drawn; a deferred module would come too late and flash.
// The one script that is no module; scheme.js has the switch.
try {
  const scheme = localStorage.getItem("scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;
} catch {
  // Storage is not allowed: the system's scheme it is.
}
