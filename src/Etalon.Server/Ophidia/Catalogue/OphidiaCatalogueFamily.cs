using Etalon.Catalog;
using Etalon.Ophidia;

namespace Etalon.Server;

/// <summary>The operators that look at cubes, folders and containers, and file them.</summary>
internal sealed class OphidiaCatalogueFamily(
    CatalogDatabase catalog, OphidiaKeeper keeper, OphidiaGrids grids, DatasetDeletion deletion, TimeProvider clock, IServiceProvider services) : IOphidiaFamily
{
    /// <inheritdoc />
    public IEnumerable<(OphidiaManual Manual, IOphidiaOperator Operator)> Operators =>
    [
        (CatalogueManuals.List, new ListCatalogue(catalog, keeper, clock)),
        (CatalogueManuals.CubeSchema, new ShowCubeSchema(catalog, keeper)),
        (CatalogueManuals.CubeSize, new ShowCubeSize(keeper)),
        (CatalogueManuals.CubeElements, new ShowCubeElements(keeper)),
        (CatalogueManuals.CubeIo, new ShowProvenance(catalog, keeper)),
        (CatalogueManuals.Search, new SearchCatalogue(catalog)),
        (CatalogueManuals.Metadata, new HandleMetadata(catalog, keeper, clock)),
        (CatalogueManuals.CreateContainer, new CreateContainer(catalog, clock)),
        (CatalogueManuals.DeleteContainer, new DeleteContainer(catalog, deletion, clock)),
        (CatalogueManuals.MoveContainer, new MoveContainer(catalog, clock)),
        (CatalogueManuals.ContainerSchema, new ShowContainer(catalog, clock)),
        (CatalogueManuals.ShowGrid, new ShowGrids(catalog, grids, clock)),
        (CatalogueManuals.Hierarchy, new ShowHierarchies()),
        (CatalogueManuals.Tasks, new ShowTasks(catalog)),
        (CatalogueManuals.Instances, new ShowInstances()),
        (CatalogueManuals.LoggingBook, new ShowLoggingBook(catalog)),
        (CatalogueManuals.Folder, new ChangeFolder(catalog)),
        (CatalogueManuals.Man, new ShowManual()),
        (CatalogueManuals.OperatorsList, new ListOperators(services)),
        (CatalogueManuals.PrimitivesList, new ListPrimitives()),
    ];
}
