/** The page loads and calls its own origin alone, and the gateways' origin where they have one of their own. */
export function contentSecurityPolicy(realtimeUrl) {
  return {
    defaultSrc: ["'self'"],
    baseUri: ["'self'"],
    connectSrc: ["'self'", ...origins(realtimeUrl)],
    fontSrc: ["'self'", 'data:'],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    scriptSrc: ["'self'"],
    // Mantine sets its variables and sizes by style attributes.
    styleSrc: ["'self'", "'unsafe-inline'"],
  };
}

/** Long polling by http(s), WebSocket by ws(s). */
function origins(url) {
  if (url === undefined || url === '') return [];
  const { origin } = new URL(url);
  return [origin, origin.replace(/^http/, 'ws')];
}
