/** Why rows cannot be samples: a phrase for people that names the row's time and column, never the figure. */
export class Unfit extends Error {
  override name = 'Unfit';
}
