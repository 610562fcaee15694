# proj.db inside libproj, and no other proj.db is ever looked for: the same coordinates on every machine, whatever is
# installed there. GDAL is configured through the same file and keeps its defaults (it would need a C23 compiler).
if(CMAKE_SOURCE_DIR MATCHES "/proj-[0-9.]+$")
  set(EMBED_RESOURCE_FILES ON CACHE BOOL "proj.db is compiled in" FORCE)
  set(USE_ONLY_EMBEDDED_RESOURCE_FILES ON CACHE BOOL "no other proj.db is looked for" FORCE)
endif()
