/**
 * Where to go after signing in: always a path of ours. Browsers take `//host`, `/\host` and what is left of `/.//host`
 * for other sites, so this returns our own address with the path behind it.
 */
export function returnAddress(publicUrl: string, wanted: string | undefined): string {
  const start = `${publicUrl}/`;
  if (!wanted?.startsWith('/') || !URL.canParse(wanted, start)) return start;
  const { origin, pathname, search } = new URL(wanted, start);
  const isOurs = origin === publicUrl && !/^\/[/\\]/.test(pathname) && !/^\/sign-(in|out)(\/|$)/.test(pathname);
  return isOurs ? `${publicUrl}${pathname}${search}` : start;
}
