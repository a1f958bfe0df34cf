import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** No script, no frame, nothing from other sites, and no cache on the way. */
export function pageHeaders(publicUrl: string): MiddlewareHandler[] {
  return [
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      xFrameOptions: 'DENY',
      // Not `no-referrer`: browsers then send `Origin: null`, and our forms would look like those of other sites.
      referrerPolicy: 'same-origin',
      strictTransportSecurity: publicUrl.startsWith('https:') && 'max-age=31536000',
    }),
    async (call, next) => {
      await next();
      if (!call.res.headers.has('cache-control')) call.header('cache-control', 'private, no-store');
    },
  ];
}
