using Etalon.Cubes;
using Npgsql;

namespace Etalon.Catalog;

/// <summary>The database's errors that a user can do something about.</summary>
internal static class DatabaseRefusals
{
    /// <summary>The refusal for an error, or null if the error is a bug.</summary>
    public static RefusalException? Of(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new RefusalException(
            "disk-full", "The database has no space left on its disk.", "Free some space; nothing that was acknowledged is lost.",
            RefusalKind.StorageFull, e),
        PostgresErrorCodes.UntranslatableCharacter or PostgresErrorCodes.InvalidTextRepresentation
            or PostgresErrorCodes.CharacterNotInRepertoire => new RefusalException(
            "invalid-text", $"A name or a metadata value cannot be stored: {e.MessageText}.",
            "Remove NUL characters and unpaired surrogates from names and metadata.", inner: e),
        PostgresErrorCodes.UniqueViolation when e.ConstraintName is "dataset_pkey" => new RefusalException(
            "duplicate-dataset", "A dataset with this identifier exists already.", "Leave the identifier to the catalogue.",
            RefusalKind.Conflict, e),
        PostgresErrorCodes.UniqueViolation when e.ConstraintName is "folder_name" => new RefusalException(
            "duplicate-folder", "A folder with this name exists already at this place.", "Choose another name.", RefusalKind.Conflict, e),
        PostgresErrorCodes.UniqueViolation when e.ConstraintName is "person_name" => new RefusalException(
            "duplicate-person", "A person with this name exists already.", "Choose another name.", RefusalKind.Conflict, e),
        PostgresErrorCodes.UniqueViolation when e.ConstraintName is "proposal_number" => new RefusalException(
            "duplicate-proposal", "A proposal with this number exists already.", "Choose another number.", RefusalKind.Conflict, e),
        PostgresErrorCodes.UniqueViolation when e.ConstraintName is "ophidia_folder_name" or "ophidia_container_name" => new RefusalException(
            "duplicate-name", "There is a folder or container of that name at this place already.", "Choose another name.", RefusalKind.Conflict, e),
        _ => null,
    };
}
