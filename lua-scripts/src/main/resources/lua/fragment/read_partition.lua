--[[
fragment/read_partition   Layout's epoch, last version and number of events of a partition, false for what is missing; when the key cannot be read as a hash, nil and a refusal.
]]
-- @include fragment/read_hash
local function read_partition(meta)
  return read_hash(meta, 'e', 'v', 'n')
end
