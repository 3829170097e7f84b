import type { StateSnapshot } from './state-snapshot.ts';

/** What is seen around the panel, in its pixels, and how many of the picture's there are for each. */
const MARGIN = 24;
const DENSITY = 2;

/** A state as PNG. Made by the browser from an SVG that holds the markup; nothing is loaded. */
export async function drawState({ root, css, page, isDark, width, height }: StateSnapshot): Promise<Blob> {
  const [outer, inner] = [{ width: width + 2 * MARGIN, height: height + 2 * MARGIN }, document.createElement('div')];
  inner.className = 'host';
  inner.style.cssText = `${page}; color-scheme: ${isDark ? 'dark' : 'light'}; width: ${width}px`;
  inner.append(root);
  const style = document.createElement('style');
  style.textContent = css.replaceAll(':host', '.host');
  const body = document.createElement('div');
  body.style.cssText = `box-sizing: border-box; width: ${outer.width}px; height: ${outer.height}px; padding: ${MARGIN}px; background: ${isDark ? '#15171b' : '#f4f4f2'}; font: 16px/1.5 system-ui, sans-serif`;
  body.append(style, inner);
  const markup = new XMLSerializer().serializeToString(body);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${outer.width}" height="${outer.height}"><foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = outer.width * DENSITY;
  canvas.height = outer.height * DENSITY;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('Expected a picture, but the canvas gave none.'))), 'image/png'));
}
