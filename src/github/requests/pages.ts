interface Page<T> {
  data: T[];
  headers: { link?: string | undefined };
}

/**
 * Every page of a listing, in order, until GitHub names no next one. A short page is not always the last, so its length
 * says nothing.
 * @param read page number, from 1.
 * @param isLast nothing that is looked for comes after such a page.
 */
export async function allPages<T>(
  read: (page: number) => Promise<Page<T>>,
  mostPages = 100,
  isLast: (items: T[]) => boolean = () => false,
): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const { data, headers } = await read(page);
    items.push(...data);
    if (!headers.link?.includes('rel="next"') || isLast(data)) break;
  }
  return items;
}
