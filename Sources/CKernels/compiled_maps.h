// Written by CompiledMapTests (RECORD_COMPILED_MAPS=1): not to be edited.
