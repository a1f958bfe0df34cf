import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

/** No script, no frame, nothing of other sites; and nothing of a page is kept by anybody on the way. */
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
      // Not `no-referrer`: of such a page browsers say `Origin: null`, by which a form of ours could not be told from one of others.
      referrerPolicy: 'same-origin',
      strictTransportSecurity: publicUrl.startsWith('https:') && 'max-age=31536000',
    }),
    async (call, next) => {
      await next();
      if (!call.res.headers.has('cache-control')) call.header('cache-control', 'private, no-store');
    },
  ];
}
