--[[
fragment/read_stored   Version and texts of an entity, false for what is missing; texts only of one that is stored. When the key cannot be read as a hash, nil and a refusal.
Most saves that expect no version create an entity: these ask for the version first, and find no texts to read.
]]
-- @include fragment/read_hash
local function read_stored(entity, expected, names)
  if expected == '' or expected == '0' then
    local version, refusal = read_hash(entity, '\0v')
    if refusal or not version[1] then return version, refusal end
  end
  return read_hash(entity, '\0v', unpack(names))
end
