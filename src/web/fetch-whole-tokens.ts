/**
 * `fetch` for octokit, which takes an answer that was cut off on its way for text and would keep the token that is not in it for an hour: an
 * answer about a token is read whole, or has failed.
 */
export const fetchWholeTokens: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (!String(input).endsWith('/access_tokens') || !response.ok) return response;
  const text = await response.text();
  try {
    JSON.parse(text);
  } catch {
    throw new Error('the answer with the token was cut off');
  }
  return new Response(text, response);
};
