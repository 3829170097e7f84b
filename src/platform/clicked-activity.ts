/** Returns the activity of a click on an element with `data-tell-us-more="checkout"`. */
export function activityOf(click: MouseEvent): string | undefined {
  const path = click.composedPath() as Partial<HTMLElement>[];
  return path.map(({ dataset }) => dataset?.tellUsMore).find((activity) => activity !== undefined);
}
