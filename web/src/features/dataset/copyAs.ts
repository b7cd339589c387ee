import { middleRegion } from '../../api/cubes';
import type { Cube } from '../../api/types';

/** How a dataset is reached from elsewhere; addresses in double quotes suit every shell. */
export function copyAs(origin: string, id: string, cube: Cube | undefined): { title: string; text: string }[] {
  const place = cube ? `${id}/${cube.name}` : id;
  const region = cube ? middleRegion(cube) : '';
  return [
    {
      title: 'Command line',
      text: `etalon dataset show ${id}\netalon cube slice ${place}${region ? ` --region "${region}"` : ''} --out slice.png\netalon dataset export ${place} --format netcdf --out data.nc`,
    },
    {
      title: 'Python',
      text: `import etalon\n\nclient = etalon.connect("${origin}")  # the token is in ETALON_TOKEN\nds = client["${id}"]${cube ? `\nds["${cube.name}"].to_xarray()` : ''}`,
    },
    {
      title: 'curl',
      text: `curl -H "Authorization: Bearer $ETALON_TOKEN" "${origin}/api/cube/samples?cube=${encodeURIComponent(place)}${region ? `&region=${encodeURIComponent(region)}` : ''}" -o samples.bin`,
    },
    {
      title: 'Zarr in Python',
      text: `import os\nimport xarray\n\nds = xarray.open_zarr(\n    "${origin}/zarr/${id}",\n    storage_options={"headers": {"Authorization": "Bearer " + os.environ["ETALON_TOKEN"]}},\n)`,
    },
    { title: 'Zarr address', text: `${origin}/zarr/${id}` },
    { title: 'H5Web', text: `${origin}/h5web/${id}` },
    { title: 'Address of this page', text: `${origin}/datasets/${id}` },
  ];
}
