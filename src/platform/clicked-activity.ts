/** The activity that a click reports with `data-tell-us-more="checkout"`. */
export function activityOf(click: MouseEvent): string | undefined {
  const target = click.composedPath().find((node): node is HTMLElement => node instanceof HTMLElement && 'tellUsMore' in node.dataset);
  return target?.dataset.tellUsMore;
}
