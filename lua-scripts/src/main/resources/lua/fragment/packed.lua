--[[
fragment/packed   Everything that is stored of an entity: names and values of its hash, dumps of its attachments ("" for none), and a digest of all that.
]]
local function packed(entity, attachments)
  local flat, values, names = redis.call('HGETALL', entity), {}, {}
  for i = 1, #flat, 2 do
    values[flat[i]] = flat[i + 1]; names[#names + 1] = flat[i]
  end
  table.sort(names)
  local fields, dumps, parts = {}, {}, {}
  for _, name in ipairs(names) do
    fields[#fields + 1] = name; fields[#fields + 1] = values[name]
    parts[#parts + 1] = #name .. ':' .. name .. #values[name] .. ':' .. values[name]
  end
  for k, key in ipairs(attachments) do
    dumps[k] = redis.call('DUMP', key) or ''
    parts[#parts + 1] = redis.sha1hex(dumps[k])
  end
  return fields, dumps, redis.sha1hex(table.concat(parts))
end
