/** The mark of the product. */
export function Logo({ size }: { readonly size: number }) {
  return <img src="/icon.svg" width={size} height={size} alt="" />;
}
