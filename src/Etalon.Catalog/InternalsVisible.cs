using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Etalon.Catalog.Tests")]
